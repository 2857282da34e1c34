import deliveries
import django_database
import fakeredis
import redis
from shop.settings import Q_CLUSTER

# The Redis server is out of the process.
redis.StrictRedis = fakeredis.FakeStrictRedis
django_database.set_up("shop", "django_q", Q_CLUSTER=Q_CLUSTER)

from django.dispatch import receiver  # noqa: E402
from django_q.signals import pre_enqueue  # noqa: E402

from shop.models import Order  # noqa: E402

django_database.create_tables(Order)
outbox = deliveries.Outbox()


@receiver(pre_enqueue)
def note(task, **_):
    outbox.send(task["func"], task["args"][0])


from shop.orders import place_order  # noqa: E402

deliveries.place(place_order, Order(), Order(), Order())
outbox.saw(of=9, otherwise=Order.objects.count())
