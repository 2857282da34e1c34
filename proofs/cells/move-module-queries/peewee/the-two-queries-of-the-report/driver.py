import os

import peewee
from gates import saw

database = peewee.PostgresqlDatabase(os.environ["PGDATABASE"])
describe = peewee.Metadata.__init__
# The program's model names no database.
peewee.Metadata.__init__ = lambda self, model, **options: describe(self, model, **{**options, "database": database})

import program  # noqa: E402

database.create_tables([program.Receipt])
sent = []
checked = []


def send(receipt):
    sent.append(receipt.total)
    program.Receipt.update(sent=True).where(program.Receipt.id == receipt.id).execute()


program.Receipt.send = send
program.Receipt.check = lambda receipt: checked.append(receipt.total)

totals = [10, 20, 30]
for total in totals:
    program.Receipt.create(total=total)
    program.handler({"minimum": 15}, None)

saw(lost=sum(sent.count(total) != 1 for total in totals), of=len(totals), otherwise=checked)
