import deliveries
import django_database

django_database.set_up("shop", "huey.contrib.djhuey", HUEY={"huey_class": "huey.MemoryHuey", "name": "shop", "immediate": False})

from shop.models import Order  # noqa: E402

django_database.create_tables(Order)

import redis  # noqa: E402
from huey.api import Huey  # noqa: E402

# The Redis server is out of the process.
redis.Redis.execute_command = lambda *_, **__: None
outbox = deliveries.Outbox()
enqueue = Huey.enqueue


def note(self, task):
    outbox.send(f"{task.name} {task.eta is not None}", task.args[0])
    return enqueue(self, task)


Huey.enqueue = note

from shop.orders import place_order  # noqa: E402

deliveries.place(place_order, Order(), Order(), Order())
outbox.saw(of=15, otherwise=Order.objects.count())
