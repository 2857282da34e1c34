import requests
from celery import shared_task
from django.db import models


class Account(models.Model):
    balance = models.IntegerField(default=0)
    settings = models.JSONField(default=dict)
    frozen = models.BooleanField(default=False)
    status = models.TextField()
    token = models.TextField(null=True)


@shared_task
def charge(pk):
    if Account.objects.filter(pk=pk).exclude(status="charged").update(status="charged") == 1:
        requests.post("https://bank.example/charge", timeout=9)
