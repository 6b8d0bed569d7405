from datetime import timedelta
from decimal import Decimal

from pennyline.call import Call
from pennyline.hours import is_cheap
from pennyline.money import whole_cents
from pennyline.tariff import Tariff

MINUTE = timedelta(minutes=1)


def charge(call: Call, tariff: Tariff) -> int:
    """What a call costs, in cents."""
    if call.answered_at is None:
        return 0
    minutes = -((call.answered_at - call.ended_at) // MINUTE)
    amount = tariff.price(call.called) * minutes
    if is_cheap(call.answered_at):
        amount /= Decimal(2)
    return whole_cents(amount)
