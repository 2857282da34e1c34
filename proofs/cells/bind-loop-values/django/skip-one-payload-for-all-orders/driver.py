from types import SimpleNamespace

import django_database
from gates import saw

django_database.set_up()

from orders.tasks import sent  # noqa: E402
from program import publish_orders  # noqa: E402

orders = [SimpleNamespace(pk=name, email=f"{name}@shop.example") for name in ("ant", "bee", "cat")]
publish_orders(orders)
wanted = [
    message
    for order in orders
    for message in ({"kind": "order", "order": order.pk}, order.pk, order.email, ["closed", order.email])
]
saw(lost=sum(a != b for a, b in zip(sent, wanted)), of=len(wanted), otherwise=len(sent))
