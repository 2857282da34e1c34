from django.db import models

from accounts.models import Account


class Order(models.Model):
    class State(models.TextChoices):
        NEW = "new"
        PAID = "paid"
        CLOSED = "closed"
        SHIPPED = "shipped"
        REFUNDED = "refunded"
        EXPIRED = "expired"

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    total = models.DecimalField(max_digits=10, decimal_places=2)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)


class Receipt(models.Model):
    order = models.OneToOneField(Order, on_delete=models.PROTECT)
    total = models.DecimalField(max_digits=10, decimal_places=2)
    sent_at = models.DateTimeField(null=True)
