from django.db import models


class Account(models.Field):
    """Keeps the account's name."""

    def db_type(self, connection):
        return "text"

    def get_prep_value(self, value):
        return value.name


class Order(models.Model):
    account = Account()

    def add(self, lines):
        Line.objects.bulk_create(Line(order=self, number=number) for number in lines)


class Line(models.Model):
    order = models.ForeignKey(Order, models.CASCADE)
    number = models.IntegerField()
