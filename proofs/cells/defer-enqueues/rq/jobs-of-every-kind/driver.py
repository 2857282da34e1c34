import deliveries
import django_database
import fakeredis
import redis
from rq import Queue

# The Redis server is out of the process.
redis.Redis = redis.StrictRedis = fakeredis.FakeStrictRedis
django_database.set_up("shop")

from shop.models import Order  # noqa: E402

django_database.create_tables()
outbox = deliveries.Outbox()
enqueue_job, schedule_job = Queue._enqueue_job, Queue.schedule_job


def note(self, job, *args, **options):
    outbox.send(job.func_name, job.args[0])
    return enqueue_job(self, job, *args, **options)


def note_later(self, job, *args, **options):
    outbox.send(f"{job.func_name} later", job.args[0])
    return schedule_job(self, job, *args, **options)


Queue._enqueue_job, Queue.schedule_job = note, note_later

from datetime import datetime, timezone  # noqa: E402

from shop.orders import place_order  # noqa: E402

tomorrow = datetime(2040, 1, 1, tzinfo=timezone.utc)
deliveries.place(lambda order: place_order(order, tomorrow), Order(), Order(), Order())
outbox.saw(of=15, otherwise=Order.objects.count())
