import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import deliveries
import django_database

django_database.set_up("shop")

from shop.models import Order  # noqa: E402

django_database.create_tables(Order)
outbox = deliveries.Outbox()


class Queue(BaseHTTPRequestHandler):
    """Stands for Amazon's queue service; a worker looks for the order before the sender has its answer."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        outbox.send("message", json.loads(body["MessageBody"])["order"])
        self.send_response(200)
        self.send_header("content-type", "application/x-amz-json-1.0")
        self.end_headers()
        self.wfile.write(b'{"MessageId": "one"}')

    def log_message(self, *_):
        pass


service = ThreadingHTTPServer(("127.0.0.1", 0), Queue)
threading.Thread(target=service.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{service.server_port}"
os.environ.update(
    AWS_ENDPOINT_URL=address,
    AWS_DEFAULT_REGION="eu-west-1",
    AWS_ACCESS_KEY_ID="shop",
    AWS_SECRET_ACCESS_KEY="shop",
)

from program import place_order  # noqa: E402

deliveries.place(lambda order: place_order(order, f"{address}/queue"), Order(), Order(), Order())
outbox.saw(of=3, otherwise=Order.objects.count())
