"""A Celery worker in a thread of its own, on a broker in memory."""

from contextlib import contextmanager

from celery import Celery, current_task
from celery.contrib.testing.worker import start_worker

SETTINGS = {
    "broker_url": "memory://",
    "result_backend": "cache+memory://",
    "broker_transport_options": {"polling_interval": 0.005},
}


def in_memory(name):
    """Make an application, for the tasks that belong to none, whose broker and results are in memory."""
    app = Celery(name)
    app.conf.update(SETTINGS)
    app.set_default()
    return app


@contextmanager
def at_work(app):
    """Run a worker that is faster than whoever sends: each message is done when it is sent."""
    send = Celery.send_task

    def send_and_wait(self, *args, **options):
        sent = send(self, *args, **options)
        if not current_task:
            sent.get(timeout=30, interval=0.005, propagate=False)
        return sent

    with start_worker(app, perform_ping_check=False, loglevel="CRITICAL"):
        Celery.send_task = send_and_wait
        try:
            yield
        finally:
            Celery.send_task = send
