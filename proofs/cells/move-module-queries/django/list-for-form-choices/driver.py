import django_database
from gates import saw

django_database.set_up("shop")

from shop.models import Carrier  # noqa: E402

django_database.create_tables()
Carrier.objects.create(code="post", name="Post")

from shop.forms import ShippingForm  # noqa: E402

before = ShippingForm({"carrier": "post", "backup": "post"}).is_valid()
Carrier.objects.create(code="bike", name="Bike")
form = ShippingForm({"carrier": "bike", "backup": "bike"})

saw(
    lost=len(form.errors) + sum(("bike", "Bike") not in form.fields[name].choices for name in form.fields),
    of=4,
    otherwise=[before, [list(choice) for choice in form.fields["carrier"].choices][:2]],
)
