import deliveries
import redis
from sqlalchemy import Boolean, Column, Integer
from sqlalchemy.orm import Session, declarative_base
from sqlalchemy_database import engine

Base = declarative_base()


class Order(Base):
    __tablename__ = "shop_order"
    id = Column(Integer, primary_key=True)
    is_closed = Column(Boolean, default=False)


Base.metadata.create_all(engine)
with Session(engine) as session, session.begin():
    session.add_all(Order() for _ in range(4))

outbox = deliveries.Outbox("select 1 from shop_order where id = %s and is_closed")


def execute(self, command, channel, message):
    """The Redis server is out of the process."""
    outbox.send(f"{command} {channel}", int(str(message).removeprefix("closed ")))


redis.Redis.execute_command = execute

from program import close_order, count_order  # noqa: E402

for key in (1, 2):
    close_order(engine, Order(id=key, is_closed=True))
answers = [count_order(engine, Order(id=key, is_closed=True), key) for key in (3, 4)]
outbox.saw(of=4, otherwise=answers)
