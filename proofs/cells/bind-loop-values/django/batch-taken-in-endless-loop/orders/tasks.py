from types import SimpleNamespace

sent = []


def task(name):
    return SimpleNamespace(delay=lambda *args: sent.append([name, *args]))

index_orders = task("index_orders")
