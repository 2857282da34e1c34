import os
import threading

import psycopg
from gates import ended_or_blocked, saw
from program import Account, Base, add_interest, add_interest_one_by_one, give_presents, take_fees
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy_database import engine

Base.metadata.create_all(engine)
others = []


def withdraw(pk):
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        other.execute("update accounts set balance = balance - 10 where id = %s", [pk])


def tell(connection, cursor, statement, *rest):
    if statement.startswith("UPDATE") and not others:
        others.append(threading.Thread(target=withdraw, args=(accounts[0].id,)))
        others[0].start()
        ended_or_blocked(others[0])


with Session(engine, expire_on_commit=False) as session:
    accounts = [Account(balance=100, status="open") for _ in range(3)]
    session.add_all(accounts)
    session.commit()
event.listen(engine, "before_cursor_execute", tell)
for work in (add_interest, take_fees, give_presents, add_interest_one_by_one):
    with Session(engine) as session:
        work(session)
    others[0].join()
    others.clear()
event.remove(engine, "before_cursor_execute", tell)

wanted = [66, 106, 106]
with Session(engine) as session:
    rows = session.query(Account).order_by(Account.id).all()
    saw(
        lost=sum(row.balance != balance for row, balance in zip(rows, wanted)),
        of=len(rows),
        otherwise=[row.status for row in rows],
    )
