import celery_worker
import django_database
from gates import saw

django_database.set_up("orders")
app = celery_worker.in_memory("receipts")

from orders.models import Order  # noqa: E402

django_database.create_tables()

from program import close_orders  # noqa: E402
from receipts.tasks import sent  # noqa: E402

orders = [Order.objects.create() for _ in range(3)]
with celery_worker.at_work(app):
    close_orders(orders)

saw(
    lost=sum(order.pk not in sent for order in orders),
    of=len(orders),
    otherwise=[len(sent), Order.objects.filter(closed=True).count()],
)
