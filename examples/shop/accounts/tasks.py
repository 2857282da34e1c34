from celery import shared_task

from accounts.models import Account


@shared_task
def refresh_payment_tokens():
    for account in Account.objects.filter(payment_token__isnull=False):
        new_token = account.get_new_payment_token()
        account.payment_token = new_token
        account.save()


@shared_task
def refresh_delivery_tokens():
    for account in Account.objects.filter(delivery_token__isnull=False):
        new_token = account.get_new_delivery_token()
        account.delivery_token = new_token
        account.save()
