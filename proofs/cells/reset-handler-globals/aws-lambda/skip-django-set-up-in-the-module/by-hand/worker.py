import os

import django
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
django.setup()

from shop.models import Order


def lambda_handler(event, context):
    close_old_connections()
    for record in event["Records"]:
        close(record["body"])


def close(number):
    Order.objects.filter(number=number).update(closed=True)
