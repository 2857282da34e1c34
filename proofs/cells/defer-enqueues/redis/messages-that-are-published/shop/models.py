from django.db import models


class Order(models.Model):
    is_closed = models.BooleanField(default=False)

    def close(self):
        self.is_closed = True
        self.save()
