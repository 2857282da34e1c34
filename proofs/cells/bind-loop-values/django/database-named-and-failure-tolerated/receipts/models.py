from django.db import models


class Receipt(models.Model):
    pass
