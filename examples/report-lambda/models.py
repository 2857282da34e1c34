import os

from peewee import DateTimeField, DecimalField, IntegerField, Model, PostgresqlDatabase

database = PostgresqlDatabase(os.environ.get("PGDATABASE", "shop"))


class Receipt(Model):
    order_id = IntegerField()
    total = DecimalField(max_digits=10, decimal_places=2)
    sent_at = DateTimeField(null=True)

    class Meta:
        database = database
        table_name = "orders_receipt"
