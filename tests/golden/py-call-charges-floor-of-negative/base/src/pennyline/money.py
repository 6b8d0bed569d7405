from decimal import ROUND_HALF_UP, Decimal


def whole_cents(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
