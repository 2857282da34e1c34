import django_database
from gates import saw

django_database.set_up()
django_database.own("program")

from program import Account, Freeze  # noqa: E402

django_database.create_tables(Account)
accounts = [Account.objects.create(status="open") for _ in range(3)]
for account in accounts:
    django_database.race(lambda: Freeze().post(None, account.pk), lambda: Freeze().post(None, account.pk))
    account.refresh_from_db()

saw(
    lost=sum(account.frozen for account in accounts),
    of=len(accounts),
    otherwise=[account.status for account in accounts],
)
