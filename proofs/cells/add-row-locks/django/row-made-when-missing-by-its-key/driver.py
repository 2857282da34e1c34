import django_database
from gates import saw

django_database.set_up()
django_database.own("program")

from program import Account, pay_in  # noqa: E402

django_database.create_tables(Account)
Account.objects.create(number="there", balance=0)
numbers = ["there", "missing", "missing too"]
for number in numbers:
    django_database.race(lambda: pay_in(number, 10), lambda: pay_in(number, 20))

accounts = Account.objects.order_by("pk")
saw(
    lost=sum(account.balance != 30 for account in accounts),
    of=len(numbers),
    otherwise=[account.number for account in accounts],
)
