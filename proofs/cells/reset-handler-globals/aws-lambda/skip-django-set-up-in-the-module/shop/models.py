from django.db import models


class Order(models.Model):
    number = models.IntegerField()
    closed = models.BooleanField(default=False)
