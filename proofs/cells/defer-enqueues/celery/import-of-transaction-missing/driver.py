import celery_worker
import deliveries
import django_database
from celery.signals import task_prerun

django_database.set_up("shop")
app = celery_worker.in_memory("shop")
outbox = deliveries.Outbox()


@task_prerun.connect
def receive(sender, args, **_):
    outbox.send(sender.name, args[0])


from shop.models import Order  # noqa: E402

django_database.create_tables()

from shop.orders import place_order  # noqa: E402

with celery_worker.at_work(app):
    deliveries.place(place_order, Order(), Order(), Order())

outbox.saw(of=3, otherwise=Order.objects.count())
