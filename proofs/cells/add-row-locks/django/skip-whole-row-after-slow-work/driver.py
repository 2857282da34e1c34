import os
from types import SimpleNamespace

import django_database
import psycopg
import requests
from gates import saw

django_database.set_up()
django_database.own("program")

from program import Account, render  # noqa: E402

django_database.create_tables(Account)
accounts = [Account.objects.create(balance=100, status="open") for _ in range(3)]


def answer(address, timeout):
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        other.execute("update program_account set balance = balance - 10 where id = %s", [asked[-1]])
    return SimpleNamespace(text="sound")


requests.get = answer
asked = []
for account in accounts:
    asked.append(account.pk)
    render(account.pk)
    account.refresh_from_db()

saw(
    lost=sum(account.balance != 90 for account in accounts),
    of=len(accounts),
    otherwise=[account.status for account in accounts],
)
