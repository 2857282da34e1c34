from gates import saw
from program import handler

answers = [
    handler({"orders": [{"id": number, "account": account, "note": account}]}, None)
    for number, account in enumerate(["ant", "bee", "cat"])
]
copies = [{"words": answer["words"], "accounts": {k: list(v) for k, v in answer["accounts"].items()}} for answer in answers]
wanted = [
    {"words": [(account, 1)], "accounts": {account: [number]}}
    for number, account in enumerate(["ant", "bee", "cat"])
]
saw(lost=sum(a != b for a, b in zip(copies, wanted)), of=3, otherwise=copies[0])
