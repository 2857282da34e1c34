import os

import celery_worker
import deliveries
from celery.signals import task_prerun
from playhouse import db_url

connect = db_url.connect
# The program's address names no database.
db_url.connect = lambda _: connect(os.environ["DATABASE_URL"])

app = celery_worker.in_memory("shop")
outbox = deliveries.Outbox("select 1 from shop_order where id = %s and not is_open")


@task_prerun.connect
def receive(sender, args, kwargs, **_):
    outbox.send(f"{sender.name} {kwargs.get('note')}", args[0])


from program import close_orders, database  # noqa: E402

from shop.models import Order  # noqa: E402

Order.bind(database)
database.create_tables([Order])
with celery_worker.at_work(app):
    close_orders([Order.create(note=note) for note in ("ant", "bee", "cat")])
    try:
        close_orders([Order.create(note="dog"), None])
    except AttributeError:
        pass

outbox.saw(of=5, otherwise=Order.select().where(Order.is_open).count())
