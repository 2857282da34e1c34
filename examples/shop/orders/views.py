from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from orders import services
from orders.forms import OrdersForm, ReceiptsForm

ACTIONS = {
    "close": services.close_orders,
    "ship": services.ship_orders,
    "refund": services.refund_orders,
}


@require_POST
def orders(request, action):
    if action not in ACTIONS:
        raise Http404
    form = OrdersForm(request.POST)
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    ACTIONS[action](form.cleaned_data["orders"])
    return HttpResponse(status=204)


@require_POST
def receipts(request):
    form = ReceiptsForm(request.POST)
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    form.save()
    return HttpResponse(status=204)
