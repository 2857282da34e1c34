import json
from types import SimpleNamespace

import azure.functions as func
from gates import saw

import program

saved = []
program.save = lambda rows: saved.append([str(row) for row in rows])
program.app.register_functions(program.more)
functions = {one.get_function_name(): one.get_user_function() for one in program.app.get_functions()}


def order(sku):
    body = json.dumps({"lines": [{"sku": sku}]}).encode()
    return functions["check_order"](func.HttpRequest("POST", "/api/orders", body=body)).get_body().decode()


def receipt(number):
    request = func.HttpRequest("GET", "/api/receipts", params={"id": number}, body=b"")
    return functions["print_receipts"](request).get_body().decode()


answers = [order("ant"), order("bee"), receipt("a"), receipt("b")]
for number in ("a", "b"):
    functions["close_order"](SimpleNamespace(get_json=lambda number=number: {"id": number}))
    functions["remind"](SimpleNamespace(past_due=number))
    functions["names"](SimpleNamespace(subject=number))

told = answers + saved
wanted = ["['ant']", "['bee']", "['a']", "['b']"] + [["a"]] * 3 + [["b"]] * 3
saw(lost=sum(a != b for a, b in zip(told, wanted)), of=len(wanted), otherwise=[answers[0], answers[2], saved[:3]])
