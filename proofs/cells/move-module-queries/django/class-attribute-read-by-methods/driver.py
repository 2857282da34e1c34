import django_database
from gates import saw

django_database.set_up("shop")

from shop.models import Carrier  # noqa: E402

django_database.create_tables()

from shop.services import Rates  # noqa: E402

names = ["ant", "bee", "cat"]
lost = 0
for position, name in enumerate(names, start=1):
    Carrier.objects.create(code=name, name=name)
    lost += sorted(Rates().get(None)) != names[:position]
    lost += Rates().head(None) != position

saw(lost=lost, of=2 * len(names), otherwise=Carrier.objects.count())
