from peewee import BooleanField, Model, TextField


class Order(Model):
    is_open = BooleanField(default=True)
    note = TextField()

    class Meta:
        table_name = "shop_order"
