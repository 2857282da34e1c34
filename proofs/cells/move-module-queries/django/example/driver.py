import json

import django_database
from gates import saw

django_database.set_up("shop")

from django.test import RequestFactory  # noqa: E402

from shop.models import Carrier  # noqa: E402

django_database.create_tables()

from shop.views import carriers  # noqa: E402

names = ["ant", "bee", "cat"]
answers = []
for name in names:
    Carrier.objects.create(code=name, name=name)
    answers.append(json.loads(carriers(RequestFactory().get("/")).content)["carriers"])

saw(
    lost=sum(answer != names[: position + 1] for position, answer in enumerate(answers)),
    of=len(names),
    otherwise=[answers[0], list(Carrier.objects.order_by("name").values_list("name", flat=True))],
)
