from celery import shared_task

from accounts.models import User

done = []


@shared_task
def my_background_task(user_id):
    done.append(user_id)
    User.objects.filter(pk=user_id).update(is_done=True)
