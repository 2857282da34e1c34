from types import SimpleNamespace

import django_database
from gates import saw

django_database.set_up("shop")

from shop.models import Carrier  # noqa: E402

django_database.create_tables()
Carrier.objects.create(code="post", name="Old Post")

from shop.signals import on_order_created  # noqa: E402


def carrier_of_a_new_order():
    order = SimpleNamespace(carrier=None, refused=Carrier.objects.none())
    on_order_created(sender=None, instance=order)
    return order.carrier


first = carrier_of_a_new_order().name
Carrier.objects.get(code="post").delete()
Carrier.objects.create(code="post", name="New Post")
later = [carrier_of_a_new_order() for _ in range(2)]

saw(
    lost=sum(not Carrier.objects.filter(pk=carrier.pk, name=carrier.name).exists() for carrier in later),
    of=len(later),
    otherwise=[first, list(Carrier.objects.values_list("name", flat=True))],
)
