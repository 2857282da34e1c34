from django.urls import path

from orders import views

urlpatterns = [
    path("orders/<str:action>", views.orders),
    path("receipts", views.receipts),
]
