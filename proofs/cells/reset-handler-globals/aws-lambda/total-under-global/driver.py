from gates import saw
from program import lambda_handler

answers = []
for number in (1, 2, 3):
    answer = lambda_handler({"orders": [{"id": number, "amount": 10 * number}]}, None)
    answers.append({"total": answer["total"], "orders": list(answer["orders"])})

saw(
    lost=sum(answer != {"total": 10 * n, "orders": [n]} for n, answer in enumerate(answers, start=1)),
    of=3,
    otherwise=answers[0],
)
