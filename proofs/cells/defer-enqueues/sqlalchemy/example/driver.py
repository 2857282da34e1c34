import celery_worker
import deliveries
from celery.signals import task_prerun

app = celery_worker.in_memory("shop")
outbox = deliveries.Outbox()


@task_prerun.connect
def receive(sender, args, **_):
    outbox.send(sender.name, args[0])


from program import Session, place_order  # noqa: E402

from shop.models import Base  # noqa: E402

with Session() as session:
    Base.metadata.create_all(session.get_bind())

with celery_worker.at_work(app):
    place_order(1)
    place_order(2)

outbox.saw(of=2)
