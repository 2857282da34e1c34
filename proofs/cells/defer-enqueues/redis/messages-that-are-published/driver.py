import deliveries
import django_database

django_database.set_up("shop", CACHES={"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://"}})

from shop.models import Order  # noqa: E402

django_database.create_tables(Order)

import redis  # noqa: E402

outbox = deliveries.Outbox("select 1 from shop_order where id = %s and is_closed")


def execute(self, command, channel, pk):
    """The Redis server is out of the process."""
    outbox.send(f"{command} {channel}", pk)


redis.Redis.execute_command = execute

from program import close_order  # noqa: E402

deliveries.place(close_order, *(Order.objects.create() for _ in range(3)))
outbox.saw(of=15, otherwise=Order.objects.filter(is_closed=True).count())
