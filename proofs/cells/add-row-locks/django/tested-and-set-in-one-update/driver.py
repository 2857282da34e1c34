import django_database
from gates import saw

django_database.set_up()
django_database.own("program")

from program import Account, withdraw_if_there_is_enough  # noqa: E402

django_database.create_tables(Account)
accounts = [Account.objects.create(balance=100, overdraft=5) for _ in range(3)]
handed_out = {account.pk: 0 for account in accounts}


def withdraw(pk, amount):
    if withdraw_if_there_is_enough(pk, amount):
        handed_out[pk] += amount


for account in accounts:
    django_database.race(lambda: withdraw(account.pk, 60), lambda: withdraw(account.pk, 70))
    account.refresh_from_db()

saw(
    lost=sum(account.balance < 0 or account.balance != 100 - handed_out[account.pk] for account in accounts),
    of=len(accounts),
    otherwise=[account.overdraft for account in accounts],
)
