import deliveries
import django_database

django_database.set_up("shop", EMAIL_BACKEND="mails.Backend", ADMINS=[("a", "a@shop.example")], MANAGERS=[("m", "m@shop.example")])

from shop.models import Order  # noqa: E402

django_database.create_tables(Order)

from mails import outbox  # noqa: E402
from program import place_order  # noqa: E402

deliveries.place(place_order, Order(), Order(), Order())
outbox.saw(of=18, otherwise=Order.objects.count())
