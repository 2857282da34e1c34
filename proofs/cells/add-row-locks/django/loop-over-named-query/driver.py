import django_database
from gates import saw

django_database.set_up()
django_database.own("program")

from program import Account, add_interest  # noqa: E402

django_database.create_tables(Account)
accounts = [Account.objects.create(balance=100, status="open") for _ in range(3)]
django_database.race(lambda: add_interest(1), lambda: add_interest(1))
balances = list(Account.objects.order_by("pk").values_list("balance", flat=True))
saw(lost=sum(balance != 400 for balance in balances), of=len(accounts), otherwise=len(balances))
