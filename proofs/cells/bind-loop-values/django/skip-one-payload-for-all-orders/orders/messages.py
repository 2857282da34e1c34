from orders.tasks import sent


class Message:
    def __init__(self, subject):
        self.subject = subject
        self.recipient = None

    def send(self):
        sent.append([self.subject, self.recipient])
