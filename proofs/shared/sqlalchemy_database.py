"""SQLAlchemy on the database of the proof."""

import os

from sqlalchemy import create_engine

URL = os.environ["DATABASE_URL"].replace("postgres://", "postgresql+psycopg2://").replace("mysql://", "mysql+pymysql://")
engine = create_engine(URL)
