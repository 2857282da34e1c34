from django.db import models, transaction


class Account(models.Model):
    balance = models.IntegerField(default=0)
    settings = models.JSONField(default=dict)
    frozen = models.BooleanField(default=False)
    status = models.TextField()
    token = models.TextField(null=True)


@transaction.atomic
def withdraw(pk, amount):
    account = Account.objects.select_for_update().get(pk=pk)
    account.balance -= amount
    account.save()
