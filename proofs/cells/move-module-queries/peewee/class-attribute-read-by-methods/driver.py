import os

from gates import saw
from shop.models import Receipt, database

database.init(os.environ["PGDATABASE"])
database.create_tables([Receipt])
sent = []


def send(receipt):
    sent.append(receipt.number)
    Receipt.update(sent=True).where(Receipt.id == receipt.id).execute()


Receipt.send = send

from shop.jobs import Sender  # noqa: E402

numbers = ["a", "b", "c"]
for number in numbers:
    Receipt.create(number=number)
    Sender().run()

saw(
    lost=sum(sent.count(number) != 1 for number in numbers),
    of=len(numbers),
    otherwise=sorted(row.number for row in Receipt.select()),
)
