from flask import Flask
from gates import Race, saw
from program import Account, db, withdraw
from sqlalchemy import event
from sqlalchemy_database import URL

app = Flask("shop")
app.config["SQLALCHEMY_DATABASE_URI"] = URL
db.init_app(app)


def in_context(amount):
    def work():
        with app.app_context():
            withdraw(pk, amount)

    return work


with app.app_context():
    db.create_all()
    accounts = [Account(balance=100) for _ in range(3)]
    db.session.add_all(accounts)
    db.session.commit()
    pks = [account.id for account in accounts]
    engine = db.engine

for pk in pks:
    both = Race(in_context(10), in_context(20))
    tell = lambda connection, cursor, statement, *rest: both.before(statement)  # noqa: E731
    event.listen(engine, "before_cursor_execute", tell)
    both.run()
    event.remove(engine, "before_cursor_execute", tell)

with app.app_context():
    balances = [account.balance for account in Account.query.order_by(Account.id)]
saw(lost=sum(balance != 70 for balance in balances), of=len(pks), otherwise=len(balances))
