import requests
from django.conf import settings
from django.db import models


class Account(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    payment_token = models.CharField(max_length=200, null=True)
    delivery_token = models.CharField(max_length=200, null=True)

    def get_new_payment_token(self):
        return refresh("https://payments.example.com/token", self.payment_token)

    def get_new_delivery_token(self):
        return refresh("https://deliveries.example.com/token", self.delivery_token)


def refresh(url, token):
    response = requests.post(url, json={"token": token}, timeout=10)
    response.raise_for_status()
    return response.json()["token"]
