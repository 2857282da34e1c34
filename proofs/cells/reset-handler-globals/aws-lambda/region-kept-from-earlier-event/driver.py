from gates import saw
from program import lambda_handler

events = [{}, {"region": "us-east-1"}, {}, {"region": "ap-south-1"}, {}]
regions = [lambda_handler(event, None)["region"] for event in events]
wanted = [event.get("region", "eu-west-1") for event in events]
saw(lost=sum(a != b for a, b in zip(regions, wanted)), of=len(events), otherwise=regions[:2])
