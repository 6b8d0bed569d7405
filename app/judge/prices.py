"""Tokens → dollars, by the dated table beside this file."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).with_name("prices.toml")
_DATED = re.compile(r"[-@]20[0-9]{6}$")  # a model id may end in the day of its release
_CACHE_WRITE = 1.25
_CACHE_READ = 0.1


@dataclass(frozen=True, slots=True)
class Tokens:
    """What one response was billed for; `fresh` is input that neither came from the cache nor went into it."""

    fresh: int = 0
    cache_read: int = 0
    cache_write: int = 0
    output: int = 0

    @property
    def prompt(self) -> int:
        """All that was sent."""
        return self.fresh + self.cache_read + self.cache_write


class Price(BaseModel):
    """US dollars per million tokens of one model."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: float
    output: float
    cache_read: float | None = None
    cache_write: float | None = None
    up_to: int | None = None

    def cost(self, tokens: Tokens) -> float | None:
        """Dollars for one response; None where the table does not know the price of a prompt so long."""
        if self.up_to is not None and tokens.prompt > self.up_to:
            return None
        read = self.input * _CACHE_READ if self.cache_read is None else self.cache_read
        write = self.input * _CACHE_WRITE if self.cache_write is None else self.cache_write
        input_cost = tokens.fresh * self.input + tokens.cache_read * read + tokens.cache_write * write
        return (input_cost + tokens.output * self.output) / 1_000_000


class PriceTable(BaseModel):
    """The prices of one day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: date
    source: str
    models: dict[str, Price]

    def price(self, model: str) -> Price | None:
        """The price of a model, with or without the day of its release in the id; None for a stranger."""
        return self.models.get(model) or self.models.get(_DATED.sub("", model))


@cache
def price_table() -> PriceTable:
    """The table that ships with this version."""
    return PriceTable.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def cost_usd(model: str, tokens: Tokens) -> float | None:
    """What one response cost; None for a model that the table does not know."""
    price = price_table().price(model)
    return None if price is None else price.cost(tokens)
