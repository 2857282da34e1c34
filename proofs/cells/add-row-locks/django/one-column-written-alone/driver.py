import os

import django_database
import psycopg
import requests
from gates import saw

django_database.set_up()
django_database.own("program")

from program import Receipt, print_all  # noqa: E402

django_database.create_tables(Receipt)
for _ in range(3):
    Receipt.objects.create(text="a hammr")


def post(address, timeout):
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        other.execute("update program_receipt set text = 'a hammer' where id = %s", [address.split("/")[-1]])


requests.post = post
print_all()

receipts = Receipt.objects.order_by("pk")
saw(
    lost=sum(receipt.text != "a hammer" for receipt in receipts),
    of=len(receipts),
    otherwise=[receipt.printed for receipt in receipts],
)
