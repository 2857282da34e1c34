from types import SimpleNamespace

told = []
log_membership = SimpleNamespace(delay=lambda *entry: told.append(entry))
