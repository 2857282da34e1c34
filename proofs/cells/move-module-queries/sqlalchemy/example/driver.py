import sqlalchemy
import sqlalchemy_database
from gates import saw

# The program's address names a database that is not there.
sqlalchemy.create_engine = lambda _: sqlalchemy_database.engine

from shop.db import Session  # noqa: E402
from shop.models import Base, Carrier  # noqa: E402

Base.metadata.create_all(Session.get_bind())


def add(name):
    Session.add(Carrier(name=name))
    Session.commit()


add("ant")

from shop.labels import names  # noqa: E402

first = names()
Session.remove()
lost = 0
wanted = ["ant"]
for name in ["bee", "cat"]:
    add(name)
    wanted.append(name)
    lost += names() != wanted
    Session.remove()

saw(lost=lost, of=2, otherwise=[first, Session.query(Carrier).count()])
Session.remove()
