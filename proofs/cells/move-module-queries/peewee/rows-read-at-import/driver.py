import os

from gates import saw
from shop.models import Receipt, database

database.init(os.environ["PGDATABASE"])
database.create_tables([Receipt])
Receipt.create(number="a")
Receipt.create(number="b")

from shop.settings import summary  # noqa: E402


def told():
    first, other, latest, count, sent, highest, following = summary()
    return [first.sent, other.sent, latest.number, count, sent, highest is not None, following.number]


before = told()
Receipt.update(sent=True).execute()
Receipt.create(number="c")
wanted = [True, True, "a", 3, True, True, "a"]

after = told()
saw(lost=sum(a != b for a, b in zip(after, wanted)), of=len(wanted), otherwise=before)
