"""What is sent about orders, and whether somebody else can see at that moment what it tells."""

import os

import psycopg
from gates import saw


class Outbox:
    """
    Messages, as they leave.

    `sees`: the query, of an order's key, that a receiver asks on a connection of its own.
    """

    def __init__(self, sees="select 1 from shop_order where id = %s"):
        self.sees = sees
        self.sent = []

    def send(self, kind, pk):
        """Note a message that leaves now."""
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as receiver:
            is_true = receiver.execute(self.sees, [pk]).fetchone() is not None
        self.sent.append((kind, pk, is_true))

    def saw(self, of, otherwise=None):
        """Say how many messages were not true when they left, and which of all others there were."""
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as receiver:
            late = [[kind, pk] for kind, pk, _ in self.sent if receiver.execute(self.sees, [pk]).fetchone()]
        saw(sum(not is_true for *_, is_true in self.sent), of, [sorted(late), otherwise])


def place(place_order, *orders):
    """Place some Django orders; the last of them within a transaction that is rolled back."""
    from django.db import transaction

    *kept, lost = orders
    for order in kept:
        place_order(order)
    try:
        with transaction.atomic():
            place_order(lost)
            raise Undone
    except Undone:
        pass


class Undone(Exception):
    """Why a transaction is rolled back."""
