import django_database
from gates import saw

django_database.set_up()

from types import SimpleNamespace  # noqa: E402

from django.db import transaction  # noqa: E402

from orders.tasks import sent  # noqa: E402
from program import release_orders  # noqa: E402

released = []
with transaction.atomic():
    release_orders([SimpleNamespace(pk=pk, release=lambda: released.append(1)) for pk in (1, 2, 3)])

saw(lost=sum(["notify_warehouse", pk] not in sent for pk in (1, 2, 3)), of=3, otherwise=[len(sent), len(released)])
