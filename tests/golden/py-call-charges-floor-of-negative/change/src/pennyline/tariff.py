from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

FREE = frozenset({"112", "133", "144"})


class NoPrice(LookupError):
    pass


@dataclass(frozen=True)
class Tariff:
    """Cents for a minute, by the prefix of the called number."""

    prices: Mapping[str, Decimal]

    def price(self, called: str) -> Decimal:
        number = called.replace(" ", "")
        if number in FREE:
            return Decimal(0)
        prefixes = [prefix for prefix in self.prices if number.startswith(prefix)]
        if not prefixes:
            raise NoPrice(called)
        return self.prices[max(prefixes, key=len)]
