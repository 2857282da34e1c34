import django_database
from gates import saw

django_database.set_up()

from orders.tasks import sent  # noqa: E402
from program import index_in_batches  # noqa: E402


class Queue:
    batches = [["ant", "bee"], ["cat"]]

    def take(self, _):
        return self.batches.pop(0) if self.batches else []


index_in_batches(Queue())
wanted = [["index_orders", ["ant", "bee"]], ["index_orders", ["cat"]]]
saw(lost=sum(message not in sent for message in wanted), of=len(wanted), otherwise=len(sent))
