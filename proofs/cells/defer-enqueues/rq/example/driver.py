import os

import deliveries
import fakeredis
import redis
from peewee import IntegrityError
from rq import Queue

# The Redis server is out of the process.
redis.Redis = redis.StrictRedis = fakeredis.FakeStrictRedis

from program import db, place_order  # noqa: E402

from shop.models import Order  # noqa: E402

db.init(os.environ["PGDATABASE"])
Order.bind(db)
db.create_tables([Order])
outbox = deliveries.Outbox()
enqueue_job, schedule_job = Queue._enqueue_job, Queue.schedule_job


def note(self, job, *args, **options):
    outbox.send(job.func_name, job.args[0])
    return enqueue_job(self, job, *args, **options)


def note_later(self, job, *args, **options):
    outbox.send(f"{job.func_name} later", job.args[0])
    return schedule_job(self, job, *args, **options)


Queue._enqueue_job, Queue.schedule_job = note, note_later

db.execute_sql("alter table shop_order add unique (account) deferrable initially deferred")
place_order("ant")
place_order("bee")
try:
    # This one fails when it is committed.
    place_order("bee")
except IntegrityError:
    pass

outbox.saw(of=6, otherwise=Order.select().count())
