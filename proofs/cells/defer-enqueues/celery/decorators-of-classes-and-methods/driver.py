import celery_worker
import deliveries
import django_database
from celery.signals import task_prerun

django_database.set_up("shop", aliases=("default", "accounts"))
app = celery_worker.in_memory("shop")
outbox = deliveries.Outbox()


@task_prerun.connect
def receive(sender, args, **_):
    outbox.send(sender.name, args[0])


from shop.models import Order  # noqa: E402

django_database.create_tables()

from shop.orders import AccountView, OrderView  # noqa: E402

with celery_worker.at_work(app):
    from types import SimpleNamespace

    class Account(Order):
        class Meta:
            app_label = "shop"
            proxy = True

        def save(self):
            super().save(using="accounts")

    deliveries.place(lambda order: OrderView().post(SimpleNamespace(order=order)), Order(), Order())
    AccountView().post(SimpleNamespace(account=Account()))

outbox.saw(of=3, otherwise=Order.objects.count())
