import os

from gates import Race, saw
from program import Account, pay_in, db

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


accounts = [Account.create(balance=100, status="open") for _ in range(3)]
for account in accounts:
    race(lambda: pay_in(account.id, 10), lambda: pay_in(account.id, 20))

rows = list(Account.select().order_by(Account.id))
saw(lost=sum(row.balance != 130 for row in rows), of=len(rows), otherwise=[row.status for row in rows])
