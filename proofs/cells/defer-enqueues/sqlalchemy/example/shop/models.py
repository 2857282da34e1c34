from sqlalchemy import Column, Integer
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Order(Base):
    __tablename__ = "shop_order"
    id = Column(Integer, primary_key=True)
    account_id = Column(Integer)
