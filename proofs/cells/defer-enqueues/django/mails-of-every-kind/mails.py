import deliveries

outbox = deliveries.Outbox()


class Backend:
    """Where the mails leave."""

    def __init__(self, **_):
        pass

    def send_messages(self, mails):
        for mail in mails:
            outbox.send(f"{mail.subject} to {mail.to}", int(mail.body.split()[1]))
        return len(mails)
