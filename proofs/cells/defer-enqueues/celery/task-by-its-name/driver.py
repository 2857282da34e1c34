import celery_worker
import deliveries
import django_database
from celery.signals import task_prerun

django_database.set_up("shop")

from shop.celery import app  # noqa: E402

app.conf.update(celery_worker.SETTINGS)
outbox = deliveries.Outbox()


@task_prerun.connect
def receive(sender, args, **_):
    outbox.send(sender.name, args[0])


import shop.tasks  # noqa: E402, F401
from shop.models import Order  # noqa: E402

django_database.create_tables()

from shop.orders import Checkout  # noqa: E402

with celery_worker.at_work(app):
    deliveries.place(Checkout().place, Order(), Order(), Order())

outbox.saw(of=6, otherwise=Order.objects.count())
