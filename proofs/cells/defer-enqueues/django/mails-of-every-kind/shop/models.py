from django.db import models


class Order(models.Model):
    is_paid = models.BooleanField(default=True)
    email = "ant@shop.example"
    page = "<p>Your order</p>"

    @property
    def summary(self):
        return f"Order {self.pk}"
