from django.db import models


class Order(models.Model):
    total = models.IntegerField()
    closed = models.BooleanField(default=False)

    def close(self):
        if self.total < 0:
            raise ValueError("a negative total")
        self.closed = True
        self.save()
