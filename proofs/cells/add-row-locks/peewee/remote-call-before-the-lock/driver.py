import os
from types import SimpleNamespace

import requests
from gates import Race, saw
from program import Account, db, top_up

db.init(os.environ["PGDATABASE"])
db.create_tables([Account])
execute_sql = db.execute_sql
requests.post = lambda *given, **more: SimpleNamespace(json=lambda: {"amount": 10})


def race(first, second):
    def tell(sql, *args, **options):
        both.before(sql)
        return execute_sql(sql, *args, **options)

    db.execute_sql = tell
    both = Race(first, second)
    both.run()
    db.execute_sql = execute_sql


accounts = [Account.create(balance=100, token="open") for _ in range(3)]
for account in accounts:
    race(lambda: top_up(account.id), lambda: top_up(account.id))

rows = list(Account.select().order_by(Account.id))
saw(lost=sum(row.balance != 120 for row in rows), of=len(rows), otherwise=[row.token for row in rows])
