import django_database
from gates import saw

django_database.set_up("orders")

from orders.models import Order  # noqa: E402
from program import send_receipts  # noqa: E402
from receipts.tasks import sent  # noqa: E402

send_receipts([Order(pk=pk) for pk in (1, 2, 3)])
saw(lost=sum(["send_receipt", pk] not in sent for pk in (1, 2, 3)), of=3, otherwise=len(sent))
