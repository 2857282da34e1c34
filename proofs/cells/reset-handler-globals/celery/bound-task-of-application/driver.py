import celery_worker
from gates import saw
from shop.celery import app

app.conf.update(celery_worker.SETTINGS)

from shop.tasks import sum_up  # noqa: E402

amounts = [1, 20, 300]
with celery_worker.at_work(app):
    sums = [sum_up.delay([{"amount": amount}]).get(timeout=30)["orders"] for amount in amounts]

saw(lost=sum(a != b for a, b in zip(sums, amounts)), of=len(amounts), otherwise=sums[0])
