def send_receipt(order_id):
    """What a worker does."""


def print_receipt(order_id):
    """What another does."""
