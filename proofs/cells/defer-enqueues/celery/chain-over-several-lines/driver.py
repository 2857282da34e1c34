import celery_worker
import deliveries
import django_database
from celery.canvas import _chain
from celery.signals import task_prerun

django_database.set_up("shop")
app = celery_worker.in_memory("shop")
app.conf.task_default_queue = "slow"
outbox = deliveries.Outbox()


@task_prerun.connect
def receive(sender, args, **_):
    outbox.send(sender.name, args[0])


send = _chain.apply_async


def send_and_wait(self, *args, **options):
    """A chain is as fast as each of its tasks."""
    sent = send(self, *args, **options)
    sent.get(timeout=30, interval=0.005, propagate=False)
    return sent


_chain.apply_async = send_and_wait

from shop.models import Order  # noqa: E402

django_database.create_tables()

from shop.orders import place_order  # noqa: E402

with celery_worker.at_work(app):
    deliveries.place(place_order, Order(), Order(), Order())

outbox.saw(of=12, otherwise=Order.objects.count())
