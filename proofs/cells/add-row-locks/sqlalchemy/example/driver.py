from gates import Race, is_mysql, saw
from program import Account, Base, withdraw
from sqlalchemy import String, event
from sqlalchemy.orm import Session
from sqlalchemy_database import engine

if is_mysql:
    # A text needs a length there.
    Account.__table__.c.status.type = String(20)
Base.metadata.create_all(engine)


def race(first, second):
    def tell(connection, cursor, statement, *rest):
        both.before(statement)

    both = Race(first, second)
    event.listen(engine, "before_cursor_execute", tell)
    both.run()
    event.remove(engine, "before_cursor_execute", tell)


def in_session(work, pk, amount):
    with Session(engine) as session:
        # A row that the session knows already has to be read anew, too.
        known = session.get(Account, pk)
        work(session, pk, amount)
        del known


with Session(engine, expire_on_commit=False) as session:
    accounts = [Account(balance=100, status="open") for _ in range(3)]
    session.add_all(accounts)
    session.commit()
for account in accounts:
    race(lambda: in_session(withdraw, account.id, 10), lambda: in_session(withdraw, account.id, 20))

with Session(engine) as session:
    rows = session.query(Account).order_by(Account.id).all()
    saw(lost=sum(row.balance != 70 for row in rows), of=len(rows), otherwise=[row.status for row in rows])
