import os
import threading

import psycopg
from gates import ended_or_blocked, saw
from program import Account, add_interest, db

db.init(os.environ["PGDATABASE"])
db.create_tables([Account])
accounts = [Account.create(balance=100, status="open") for _ in range(3)]
execute_sql = db.execute_sql
others = []


def withdraw():
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        other.execute("update account set balance = balance - 10 where id = %s", [accounts[0].id])


def tell(sql, *args, **options):
    if sql.startswith("UPDATE") and not others:
        others.append(threading.Thread(target=withdraw))
        others[0].start()
        ended_or_blocked(others[0])
    return execute_sql(sql, *args, **options)


db.execute_sql = tell
add_interest()
others[0].join()
db.execute_sql = execute_sql

rows = list(Account.select().order_by(Account.id))
wanted = [92, 102, 102]
saw(
    lost=sum(row.balance != balance for row, balance in zip(rows, wanted)),
    of=len(rows),
    otherwise=[row.status for row in rows],
)
