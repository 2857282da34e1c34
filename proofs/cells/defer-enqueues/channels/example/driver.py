import deliveries
import django_database

django_database.set_up("shop", CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}})

from shop.models import Order  # noqa: E402

django_database.create_tables(Order)

from channels.layers import InMemoryChannelLayer  # noqa: E402

outbox = deliveries.Outbox("select 1 from shop_order where id = %s and not is_open")
send, group_send = InMemoryChannelLayer.send, InMemoryChannelLayer.group_send


async def told(self, channel, message):
    outbox.send("send", int(channel.split(".")[-1]))
    await send(self, channel, message)


async def told_all(self, group, message):
    outbox.send("group_send", message["order"])
    await group_send(self, group, message)


InMemoryChannelLayer.send, InMemoryChannelLayer.group_send = told, told_all

from program import close_order  # noqa: E402

deliveries.place(close_order, *(Order.objects.create() for _ in range(3)))
outbox.saw(of=6, otherwise=Order.objects.filter(is_open=False).count())
