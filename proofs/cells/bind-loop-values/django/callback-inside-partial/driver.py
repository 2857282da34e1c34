import django_database
from gates import saw

django_database.set_up("orders")

from orders.models import Order  # noqa: E402
from program import send_receipts  # noqa: E402
from receipts.tasks import sent  # noqa: E402

send_receipts([Order(pk=pk) for pk in (1, 2, 3)])
wanted = [
    message
    for pk in (1, 2, 3)
    for message in (["send_receipt", pk], ["send_receipt", pk, "short"], ["archive_receipt", pk, 10])
]
saw(lost=sum(message not in sent for message in wanted), of=len(wanted), otherwise=len(sent))
