import os

from gates import Race, saw
from program import Account, db, withdraw

db.init(os.environ["PGDATABASE"])
db.create_tables([Account])
execute_sql = db.execute_sql


def race(first, second):
    def tell(sql, *args, **options):
        both.before(sql)
        return execute_sql(sql, *args, **options)

    db.execute_sql = tell
    both = Race(first, second)
    both.run()
    db.execute_sql = execute_sql


def hand_out(pk, amount):
    try:
        withdraw(pk, amount)
        handed_out[pk] += amount
    except ValueError:
        pass


accounts = [Account.create(balance=100, status="open") for _ in range(3)]
handed_out = {account.id: 0 for account in accounts}
for account in accounts:
    race(lambda: hand_out(account.id, 60), lambda: hand_out(account.id, 70))

rows = list(Account.select().order_by(Account.id))
saw(
    lost=sum(row.balance < 0 or row.balance != 100 - handed_out[row.id] for row in rows),
    of=len(rows),
    otherwise=[row.status for row in rows],
)
