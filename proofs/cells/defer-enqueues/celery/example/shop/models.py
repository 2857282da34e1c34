from django.db import models


class Order(models.Model):
    account = models.TextField()

    def add(self, lines):
        Line.objects.bulk_create(Line(order=self, number=number) for number in lines)


class Line(models.Model):
    order = models.ForeignKey(Order, models.CASCADE)
    number = models.IntegerField()
