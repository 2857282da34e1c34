import celery_worker
import django_database
from gates import saw

django_database.set_up("orders")
app = celery_worker.in_memory("orders")

from orders.models import Order  # noqa: E402

django_database.create_tables()

from program import close_orders  # noqa: E402

wrong = Order.objects.create(total=-1)
sound = [Order.objects.create(total=total) for total in (1, 2)]
with celery_worker.at_work(app):
    results = [close_orders.delay([order.pk]) for order in [wrong, *sound]]
    states = [result.state for result in results]

saw(
    lost=sum(state != "SUCCESS" for state in states[1:]),
    of=len(sound),
    otherwise=[states[0], list(Order.objects.order_by("pk").values_list("closed", flat=True))],
)
