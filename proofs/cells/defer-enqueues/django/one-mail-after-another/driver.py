import deliveries
import django_database

django_database.set_up("shop", EMAIL_BACKEND="mails.Backend", ADMINS=[("a", "a@shop.example")], MANAGERS=[("m", "m@shop.example")])

from shop.models import Order  # noqa: E402

django_database.create_tables(Order)

from mails import outbox  # noqa: E402
from program import remind  # noqa: E402

names = ["ant", "bee", "cat", "dog"]
ant, bee, cat, dog = (Order.objects.create(email=f"{name}@shop.example") for name in names)
deliveries.place(remind, [ant, bee], [cat], [dog])
outbox.saw(of=4, otherwise=Order.objects.filter(is_reminded=True).count())
