from gates import saw
from program import lambda_handler


def outcome(*bodies):
    try:
        lambda_handler({"Records": [{"body": body} for body in bodies]}, None)
    except RuntimeError as error:
        return len(error.args[0])
    return "imported"


outcomes = [outcome("{}"), outcome("{", "{}"), outcome("{}"), outcome("{", "["), outcome("{}")]
wanted = ["imported", 1, "imported", 2, "imported"]
saw(lost=sum(a != b for a, b in zip(outcomes, wanted)), of=len(wanted), otherwise=outcomes[:2])
