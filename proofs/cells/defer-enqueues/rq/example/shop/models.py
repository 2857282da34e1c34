from peewee import Model, TextField


class Order(Model):
    account = TextField()

    class Meta:
        table_name = "shop_order"
