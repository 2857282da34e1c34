import django_database
from gates import saw

django_database.set_up("receipts", aliases=("default", "tenant"))

from receipts.models import Receipt  # noqa: E402
from receipts.tasks import sent  # noqa: E402

django_database.create_tables()

from program import issue_receipts  # noqa: E402

receipts = [Receipt() for _ in range(3)]
issue_receipts(receipts)
names = ["send_receipt", "archive_receipt", "index_receipt", "audit_receipt"]
wanted = [[name, receipt.pk] for receipt in receipts for name in names]
saw(
    lost=sum(message not in sent for message in wanted),
    of=len(wanted),
    otherwise=[[name for name, *_ in sent], Receipt.objects.using("tenant").count()],
)
