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

from shop.handler import handler  # noqa: E402

numbers = ["a", "b", "c"]
counts = []
for number in numbers:
    Receipt.create(number=number)
    counts.append(handler({}, None))

saw(
    lost=sum(number not in sent for number in numbers),
    of=len(numbers),
    otherwise={"numbers": sorted(row.number for row in Receipt.select())},
)
