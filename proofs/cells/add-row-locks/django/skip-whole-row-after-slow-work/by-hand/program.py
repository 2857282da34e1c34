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
def render(pk):
    account = Account.objects.get(pk=pk)
    text = requests.get("https://bank.example/status", timeout=9).text
    account.status = text
    account.save(update_fields=["status"])
