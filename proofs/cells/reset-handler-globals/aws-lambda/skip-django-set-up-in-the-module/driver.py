import os

import psycopg
from gates import saw
from worker import lambda_handler

from django.db import Error, connection
from shop.models import Order

server = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
with connection.schema_editor() as editor:
    editor.create_model(Order)


def close_in_turn(first):
    connection.close()
    for number in range(first, first + 3):
        Order.objects.create(number=number)
    connection.close()
    for number in range(first, first + 3):
        try:
            lambda_handler({"Records": [{"body": number}]}, None)
        except Error:
            # The platform tells the caller, and keeps the process.
            pass
        if number == first:
            server.execute(
                "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )


close_in_turn(1)
# A connection that is kept for longer has to be looked after: see Django's notes on persistent connections.
connection.settings_dict.update(CONN_MAX_AGE=600, CONN_HEALTH_CHECKS=True)
close_in_turn(4)

rows = server.execute("select number, closed from shop_order order by number").fetchall()
saw(lost=sum(not closed for _, closed in rows), of=6, otherwise=[number for number, _ in rows])
