from gates import Race, saw
from program import Account, Base, withdraw
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy_database import engine

Base.metadata.create_all(engine)


def race(first, second):
    def tell(connection, cursor, statement, *rest):
        both.before(statement)

    both = Race(first, second)
    event.listen(engine, "before_cursor_execute", tell)
    both.run()
    event.remove(engine, "before_cursor_execute", tell)


def in_session(pk, amount):
    with Session(engine) as session:
        try:
            withdraw(session, pk, amount)
            handed_out[pk] += amount
        except ValueError:
            pass


with Session(engine, expire_on_commit=False) as session:
    accounts = [Account(balance=100, status="open") for _ in range(3)]
    session.add_all(accounts)
    session.commit()
handed_out = {account.id: 0 for account in accounts}
for account in accounts:
    race(lambda: in_session(account.id, 60), lambda: in_session(account.id, 70))

with Session(engine) as session:
    rows = session.query(Account).order_by(Account.id).all()
    saw(
        lost=sum(row.balance < 0 or row.balance != 100 - handed_out[row.id] for row in rows),
        of=len(rows),
        otherwise=[row.status for row in rows],
    )
