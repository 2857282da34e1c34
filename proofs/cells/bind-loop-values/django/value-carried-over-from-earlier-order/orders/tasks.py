from types import SimpleNamespace

sent = []


def task(name):
    return SimpleNamespace(delay=lambda *args: sent.append([name, *args]))

book_courier = task("book_courier")
