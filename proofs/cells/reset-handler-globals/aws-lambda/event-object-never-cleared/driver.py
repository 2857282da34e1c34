from gates import saw
from program import lambda_handler

events = [{"orders": [1]}, {"cancel": True, "orders": [2]}, {"orders": [3]}, {"orders": [4]}]
outcomes = [lambda_handler(event, None) for event in events]
wanted = ["shipped", "cancelled", "shipped", "shipped"]
saw(lost=sum(a != b for a, b in zip(outcomes, wanted)), of=len(wanted), otherwise=outcomes[:2])
