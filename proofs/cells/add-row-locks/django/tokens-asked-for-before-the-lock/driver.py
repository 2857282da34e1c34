import threading

import django_database
from gates import ended_or_blocked, saw

django_database.set_up()
django_database.own("program")

from django.db import connection  # noqa: E402

from program import Account, refresh_tokens  # noqa: E402

django_database.create_tables(Account)
others = []


def pay_in():
    for pk in Account.objects.order_by("pk").values_list("pk", flat=True):
        Account.objects.filter(pk=pk).update(balance=50)
    connection.close()


def get_new_token(account):
    if not others:
        others.append(threading.Thread(target=pay_in))
        others[0].start()
        ended_or_blocked(others[0])
    return f"new {account.pk}"


Account.get_new_token = get_new_token
accounts = [Account.objects.create(status="open", token="old") for _ in range(3)]
refresh_tokens()
others[0].join()
for account in accounts:
    account.refresh_from_db()

saw(
    lost=sum(account.balance != 50 for account in accounts),
    of=len(accounts),
    otherwise=[account.token for account in accounts],
)
