import django_database
from gates import saw

django_database.set_up()
django_database.own("program")

from program import Account, withdraw  # noqa: E402

django_database.create_tables(Account)
accounts = [Account.objects.create(balance=100, status="open") for _ in range(3)]
for account in accounts:
    django_database.race(lambda: withdraw(account.pk, 10), lambda: withdraw(account.pk, 20))
    account.refresh_from_db()

saw(
    lost=sum(account.balance != 70 for account in accounts),
    of=len(accounts),
    otherwise=[account.status for account in accounts],
)
