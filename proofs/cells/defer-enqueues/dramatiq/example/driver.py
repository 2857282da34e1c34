import deliveries
import django_database

django_database.set_up("shop")

from shop.models import Order  # noqa: E402

django_database.create_tables(Order)

import dramatiq  # noqa: E402
from dramatiq.brokers.stub import StubBroker  # noqa: E402

outbox = deliveries.Outbox()


class Noting(dramatiq.Middleware):
    def before_enqueue(self, broker, message, delay):
        outbox.send(f"{message.actor_name} after {delay}", message.args[0])


broker = StubBroker()
broker.add_middleware(Noting())
dramatiq.set_broker(broker)

from shop.orders import place_order  # noqa: E402

deliveries.place(place_order, Order(), Order(), Order())
outbox.saw(of=6, otherwise=Order.objects.count())
