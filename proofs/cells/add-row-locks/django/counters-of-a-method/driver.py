import django_database
from gates import saw

django_database.set_up()
django_database.own("program")

from program import Wallet  # noqa: E402

django_database.create_tables(Wallet)
wallets = [Wallet.objects.create(coins=1) for _ in range(3)]
dates = {wallet.pk: wallet.updated_at for wallet in wallets}


def put_in(wallet, coins):
    before = wallet.coins
    wallet.put_in(coins)
    assert wallet.coins >= before + coins


for wallet in wallets:
    one, other = (Wallet.objects.get(pk=wallet.pk) for _ in range(2))
    django_database.race(lambda: put_in(one, 10), lambda: put_in(other, 20))
    wallet.refresh_from_db()

saw(
    lost=sum(wallet.coins != 31 for wallet in wallets),
    of=len(wallets),
    otherwise=[wallet.updated_at > dates[wallet.pk] for wallet in wallets],
)
