import django_database
import requests
from gates import saw

django_database.set_up()
django_database.own("program")

from program import Account, charge  # noqa: E402

charges = []
requests.post = lambda address, timeout: charges.append(address)

django_database.create_tables(Account)
accounts = [Account.objects.create(balance=100, status="open") for _ in range(3)]
for account in accounts:
    django_database.race(lambda: charge(account.pk), lambda: charge(account.pk))
    account.refresh_from_db()

saw(
    lost=len(charges) - len(accounts),
    of=len(accounts),
    otherwise=[account.status for account in accounts],
)
