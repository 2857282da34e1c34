from types import SimpleNamespace

import requests
from gates import Race, saw
from program import Account, Base, top_up
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy_database import engine

Base.metadata.create_all(engine)
requests.post = lambda *given, **more: SimpleNamespace(json=lambda: {"amount": 10})


def race(first, second):
    def tell(connection, cursor, statement, *rest):
        both.before(statement)

    both = Race(first, second)
    event.listen(engine, "before_cursor_execute", tell)
    both.run()
    event.remove(engine, "before_cursor_execute", tell)


def in_session(pk):
    with Session(engine) as session:
        top_up(session, pk)


with Session(engine, expire_on_commit=False) as session:
    accounts = [Account(balance=100, token="open") for _ in range(3)]
    session.add_all(accounts)
    session.commit()
for account in accounts:
    race(lambda: in_session(account.id), lambda: in_session(account.id))

with Session(engine) as session:
    rows = session.query(Account).order_by(Account.id).all()
    saw(lost=sum(row.balance != 120 for row in rows), of=len(rows), otherwise=[row.token for row in rows])
