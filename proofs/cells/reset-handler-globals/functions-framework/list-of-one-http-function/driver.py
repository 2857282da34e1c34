from pathlib import Path

import functions_framework
from gates import saw

client = functions_framework.create_app("check_order", str(Path(__file__).parent / "program.py")).test_client()


def problems(amount):
    return client.post("/", json={"lines": [{"sku": "ink", "amount": amount}]}).get_json()["problems"]


told = [problems(amount) for amount in (1, 0, 2, 3)]
wanted = [[], ["ink"], [], []]
saw(lost=sum(a != b for a, b in zip(told, wanted)), of=len(wanted), otherwise=told[:2])
