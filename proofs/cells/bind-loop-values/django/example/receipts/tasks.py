from celery import shared_task

sent = []


@shared_task
def send_receipt(pk):
    sent.append(pk)
