from django.db import models


class Order(models.Model):
    is_reminded = models.BooleanField(default=False)
    email = models.TextField()

    @property
    def summary(self):
        return f"Order {self.pk}"
