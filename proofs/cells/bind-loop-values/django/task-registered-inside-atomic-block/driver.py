import celery_worker
import django_database
from gates import saw

django_database.set_up("accounts")
app = celery_worker.in_memory("accounts")

from django.db import transaction  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.tasks import done  # noqa: E402

django_database.create_tables()

from program import update_users  # noqa: E402

with celery_worker.at_work(app):
    update_users([User() for _ in range(3)])
    with transaction.atomic():
        update_users([User() for _ in range(3)])
        early = len(done) - 3

saw(
    lost=User.objects.filter(is_done=False).count(),
    of=User.objects.count(),
    otherwise=[len(done), early, User.objects.filter(quota=1).count()],
)
