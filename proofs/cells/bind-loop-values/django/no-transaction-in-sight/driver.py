import django_database
from gates import saw

django_database.set_up("accounts")

from django.db import transaction  # noqa: E402

from accounts.models import Account, Entry, Member  # noqa: E402

django_database.create_tables()

import program  # noqa: E402, F401
from accounts.tasks import told  # noqa: E402


def join(account):
    account.members.add(*(Member.objects.create() for _ in range(3)))


join(Account.objects.create())
with transaction.atomic():
    join(Account.objects.create())

entries = list(Entry.objects.order_by("pk").values_list("pk", "action"))
saw(lost=sum(entry not in told for entry in entries), of=len(entries), otherwise=[len(told), entries])
