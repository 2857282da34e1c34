from chalice.test import Client
from gates import saw

import program

program.app.register_blueprint(program.extra)
answers = {}
with Client(program.app) as client:
    make = client.events

    def ask(name, *events):
        answers[name] = [list(client.lambda_.invoke(name, event).payload) for event in events]

    ask("from_topic", *(make.generate_sns_event(message) for message in "ab"))
    ask("from_bus", *(make.generate_cw_event("shop.orders", "order", {"id": one}, []) for one in "ab"))
    ask("from_stream", *(make.generate_kinesis_event([one]) for one in (b"a", b"b")))
    ask("from_queue", *(make.generate_sqs_event([one]) for one in "ab"))

saw(
    lost=sum(len(second) != 1 for _, second in answers.values()),
    of=len(answers),
    otherwise={name: str(first) for name, (first, _) in answers.items()},
)
