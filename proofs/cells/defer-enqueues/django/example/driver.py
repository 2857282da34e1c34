import django_database

django_database.set_up("shop", EMAIL_BACKEND="mails.Backend")

from shop.models import Order  # noqa: E402

django_database.create_tables()

from types import SimpleNamespace  # noqa: E402

from mails import outbox  # noqa: E402
from program import place_order  # noqa: E402

for lines in ([1], [2, 3], None):
    try:
        place_order(SimpleNamespace(name="ant", email="ant@shop.example"), lines)
    except TypeError:
        pass

outbox.saw(of=3, otherwise=Order.objects.count())
