from django.db import models


class Order(models.Model):
    is_paid = models.BooleanField(default=True)


class Line(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
