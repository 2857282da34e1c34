from celery import shared_task
from django.core.mail import send_mail

from orders.models import Order, Receipt


@shared_task
def announce_order(order_id):
    order = Order.objects.select_related("account__user").get(pk=order_id)
    subject = f"Your order {order.pk} is {order.get_state_display().lower()}"
    send_mail(subject, "", None, [order.account.user.email])


@shared_task
def send_receipt(receipt_id):
    receipt = Receipt.objects.select_related("order__account__user").get(pk=receipt_id)
    body = f"Order {receipt.order_id}: {receipt.total}"
    send_mail("Your receipt", body, None, [receipt.order.account.user.email])
