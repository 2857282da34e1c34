import json
import os

os.environ["AWS_DEFAULT_REGION"] = "eu-west-1"

from gates import saw  # noqa: E402
from zappa.asynchronous import route_lambda_task, route_sns_task  # noqa: E402


def message(name, *args):
    return {"task_path": f"program.{name}", "capture_response": False, "response_id": None, "args": args, "kwargs": {}}


def close_order(order):
    try:
        route_sns_task({"Records": [{"Sns": {"Message": json.dumps(message("close_order", order))}}]}, None)
    except RuntimeError as error:
        return error.args[0]
    return "closed"


def close_orders(*orders):
    return route_lambda_task(message("close_orders", list(orders)), None)


wrong, sound = {"id": 1, "total": -1}, {"id": 2, "total": 1}
told = [close_order(sound), close_orders(sound), close_orders(wrong), close_orders(sound), close_order(sound)]
wanted = ["closed", [], [1], [], "closed"]
saw(lost=sum(a != b for a, b in zip(told, wanted)), of=len(wanted), otherwise=told[:3])
