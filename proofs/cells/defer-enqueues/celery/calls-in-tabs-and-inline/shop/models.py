from django.db import models


class Order(models.Model):
    is_paid = models.BooleanField(default=True)
    number_of_copies_that_are_wanted = 4
