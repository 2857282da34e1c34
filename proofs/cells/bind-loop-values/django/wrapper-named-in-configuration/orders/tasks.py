from types import SimpleNamespace

sent = []


def task(name):
    return SimpleNamespace(delay=lambda *args: sent.append([name, *args]))

notify_warehouse = task("notify_warehouse")
