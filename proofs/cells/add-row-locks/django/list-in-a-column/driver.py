import django_database
from gates import saw

django_database.set_up()
django_database.own("program")

from program import Account, remember  # noqa: E402

django_database.create_tables(Account)
accounts = [Account.objects.create(settings={"all": []}, status="open") for _ in range(3)]
for account in accounts:
    django_database.race(lambda: remember(account.pk, "a"), lambda: remember(account.pk, "b"))
    account.refresh_from_db()

saw(
    lost=sum(sorted(account.settings["all"]) != ["a", "b"] or len(account.settings["seen"]) != 2 for account in accounts),
    of=len(accounts),
    otherwise=[account.status for account in accounts],
)
