from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Carrier(Base):
    __tablename__ = "carrier"
    id = Column(Integer, primary_key=True)
    name = Column(String)
