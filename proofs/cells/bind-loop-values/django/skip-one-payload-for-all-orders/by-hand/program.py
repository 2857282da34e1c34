from django.db import transaction

from orders.messages import Message
from orders.tasks import publish


@transaction.atomic
def publish_orders(orders):
    for order in orders:
        payload = {"kind": "order", "order": order.pk}
        message = Message("closed")
        message.recipient = order.email
        transaction.on_commit(lambda payload=payload: publish.delay(payload))
        transaction.on_commit(lambda payload=payload: publish.delay(payload["order"]))
        transaction.on_commit(lambda message=message: publish.delay(message.recipient))
        transaction.on_commit(lambda message=message: message.send())
