from django import forms
from django.db import transaction

from orders.models import Order, Receipt
from orders.tasks import send_receipt


class OrdersForm(forms.Form):
    orders = forms.ModelMultipleChoiceField(queryset=Order.objects.all())


class ReceiptsForm(forms.Form):
    orders = forms.ModelMultipleChoiceField(
        queryset=Order.objects.filter(state=Order.State.CLOSED, receipt=None),
    )

    @transaction.atomic
    def save(self):
        for order in self.cleaned_data["orders"]:
            receipt = Receipt.objects.create(order=order, total=order.total)

            def send():
                send_receipt.delay(receipt_id=receipt.id)

            transaction.on_commit(send)
