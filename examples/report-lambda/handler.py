from datetime import datetime, timezone

from models import Receipt, database

gather_unsent = (
    Receipt
    .select()
    .where(Receipt.sent_at.is_null())
)


def gather_large(minimum):
    return (
        Receipt
        .select()
        .where(Receipt.total > minimum)
    )


def handler(event, context):
    with database.connection_context():
        report = {
            "unsent": [receipt.order_id for receipt in gather_unsent],
            "large": [receipt.order_id for receipt in gather_large(event["minimum"])],
        }
        for receipt in gather_unsent:
            receipt.sent_at = datetime.now(timezone.utc)
            receipt.save(only=[Receipt.sent_at])
    return report
