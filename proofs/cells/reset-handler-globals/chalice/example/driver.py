import json

from chalice.test import Client
from gates import saw
from program import app

with Client(app) as client:

    def problems(amount):
        answer = client.http.post(
            "/orders", headers={"Content-Type": "application/json"}, body=json.dumps({"amount": amount}).encode()
        )
        return answer.json_body["problems"]

    told = [problems(amount) for amount in (1, -1, 2, 3)]

wanted = [[], ["negative amount"], [], []]
saw(lost=sum(a != b for a, b in zip(told, wanted)), of=len(wanted), otherwise=told[:2])
