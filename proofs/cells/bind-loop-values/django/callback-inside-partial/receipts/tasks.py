from types import SimpleNamespace

sent = []


def task(name):
    return SimpleNamespace(delay=lambda *args: sent.append([name, *args]))

send_receipt = task("send_receipt")
archive_receipt = task("archive_receipt")
