from django.db import models


class Order(models.Model):
    is_open = models.BooleanField(default=True)

    @property
    def channel(self):
        return f"order.{self.pk}"
