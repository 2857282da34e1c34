import django_database
from gates import saw

django_database.set_up()
django_database.own("program")

from program import Account, vote  # noqa: E402

django_database.create_tables(Account)
accounts = [Account.objects.create(status="open") for _ in range(3)]
for account in accounts:
    django_database.race(lambda: vote(None, account.pk), lambda: vote(None, account.pk))
    account.refresh_from_db()

saw(
    lost=sum(account.settings["votes"] != 2 for account in accounts),
    of=len(accounts),
    otherwise=[account.status for account in accounts],
)
