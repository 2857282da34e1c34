from types import SimpleNamespace

sent = []
publish = SimpleNamespace(delay=lambda what: sent.append(dict(what) if isinstance(what, dict) else what))
