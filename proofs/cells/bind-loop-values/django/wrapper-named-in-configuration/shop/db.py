from django.db import transaction


def run_after_commit(callback):
    transaction.on_commit(callback)
