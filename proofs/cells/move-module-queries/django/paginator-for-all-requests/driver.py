import django_database
from gates import saw

django_database.set_up("shop")

from datetime import date  # noqa: E402

from django.test import RequestFactory  # noqa: E402

from shop.models import Order  # noqa: E402

django_database.create_tables()

from shop.views import index  # noqa: E402


def add(count):
    Order.objects.bulk_create(Order(paid=False, due=date(2024, 1, 1)) for _ in range(count))


add(30)
first = index(RequestFactory().get("/?page=2"))
seen = len(first.object_list)
add(30)
second = index(RequestFactory().get("/?page=2"))
saw(
    lost=(second.paginator.num_pages != 3) + (len(second.object_list) != 20),
    of=2,
    otherwise=[seen, Order.objects.count()],
)
