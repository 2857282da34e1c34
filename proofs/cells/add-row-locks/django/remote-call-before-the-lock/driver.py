import threading
from types import SimpleNamespace

import django_database
import requests
from gates import ended_or_blocked, saw

django_database.set_up()
django_database.own("program")

from django.db import connection  # noqa: E402

from program import Account, top_up  # noqa: E402

django_database.create_tables(Account)


def top_up_elsewhere(pk):
    try:
        top_up(pk)
    finally:
        connection.close()


def charge(address, json, timeout):
    pk = json["account"]
    if threading.current_thread() is threading.main_thread():
        other = threading.Thread(target=top_up_elsewhere, args=(pk,))
        others.append(other)
        other.start()
        ended_or_blocked(other)
    return SimpleNamespace(json=lambda: {"amount": 10})


requests.post = charge
others = []
accounts = [Account.objects.create(balance=100, status="open") for _ in range(3)]
for account in accounts:
    top_up(account.pk)
    others[-1].join()
    account.refresh_from_db()

saw(
    lost=sum(account.balance != 120 for account in accounts),
    of=len(accounts),
    otherwise=[account.status for account in accounts],
)
