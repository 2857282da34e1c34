from types import SimpleNamespace

import django_database
from gates import saw

django_database.set_up()

from orders.tasks import sent  # noqa: E402
from program import book  # noqa: E402

ant, bee, cat = (SimpleNamespace(pk=name, depot=f"depot of {name}") for name in ("ant", "bee", "cat"))
couriers = [None, bee, None, cat]
book([SimpleNamespace(courier=courier) for courier in couriers], ant)
wanted = [["book_courier", one.pk, one.depot] for one in (ant, bee, bee, cat)]
saw(lost=sum(a != b for a, b in zip(sent, wanted)), of=len(wanted), otherwise=len(sent))
