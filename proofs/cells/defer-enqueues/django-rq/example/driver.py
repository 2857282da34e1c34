import deliveries
import django_database
import fakeredis
import redis
from rq import Queue

# The Redis server is out of the process.
redis.Redis = redis.StrictRedis = fakeredis.FakeStrictRedis
queues = {name: {"HOST": "localhost", "PORT": 6379, "DB": 0} for name in ("default", "receipts")}
django_database.set_up("shop", "django_rq", RQ_QUEUES=queues)

from shop.models import Order  # noqa: E402

django_database.create_tables(Order)
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


class Later(datetime):
    """A time, and also how long until then."""

    def __radd__(self, now):
        return self


later = Later(2040, 1, 1, tzinfo=timezone.utc)

from shop.orders import place_order  # noqa: E402

deliveries.place(lambda order: place_order(order, later), Order(), Order(), Order())
outbox.saw(of=18, otherwise=Order.objects.count())
