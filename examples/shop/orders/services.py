from django.db import connection, transaction
from django.utils import timezone

from orders.models import Order
from orders.tasks import announce_order


def close_orders(orders):
    with transaction.atomic():
        for order in orders:
            order.state = Order.State.CLOSED
            order.closed_at = timezone.now()
            order.save()
            announce_order.delay(order_id=order.id)


def ship_orders(orders):
    with transaction.atomic():
        for order in orders:
            order.state = Order.State.SHIPPED
            order.save()
            connection.on_commit(lambda: announce_order.delay(order_id=order.id))


def refund_orders(orders):
    refunded_order_ids = []
    with transaction.atomic():
        for order in orders:
            order.state = Order.State.REFUNDED
            order.save()
            refunded_order_ids.append(order.id)
    for order_id in refunded_order_ids:
        connection.on_commit(lambda: announce_order.delay(order_id=order_id))
