from django.db import models


class Order(models.Model):
    closed = models.BooleanField(default=False)

    def close(self):
        self.closed = True
