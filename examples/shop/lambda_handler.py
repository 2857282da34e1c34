import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
django.setup()

from orders.models import Order  # noqa: E402

turnover = {}


def add_orders(day):
    for order in Order.objects.filter(closed_at__date=day):
        turnover[day] = turnover.get(day, 0) + order.total


def handler(event, context):
    for record in event["Records"]:
        message = json.loads(record["Sns"]["Message"])
        add_orders(message["day"])
    return {day: str(total) for day, total in turnover.items()}
