"""What the model was paid for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Counted tokens and calls; sums with `+`. `cost_usd` is None as soon as one price is unknown.

    `input_tokens` is all that was sent; the tokens read from the cache and written to it are parts of it.
    `malformed` counts answers that were dropped or asked for again because of their form, `remembered` those that were
    known from before, and `uncounted` requests under a budget whose price nobody knows.
    """

    model_calls: int = 0
    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = 0.0
    cache_write_tokens: int = 0
    malformed: int = 0
    remembered: int = 0
    uncounted: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        known = self.cost_usd is not None and other.cost_usd is not None
        return Usage(
            self.model_calls + other.model_calls,
            self.input_tokens + other.input_tokens,
            self.cached_input_tokens + other.cached_input_tokens,
            self.output_tokens + other.output_tokens,
            (self.cost_usd or 0.0) + (other.cost_usd or 0.0) if known else None,
            self.cache_write_tokens + other.cache_write_tokens,
            self.malformed + other.malformed,
            self.remembered + other.remembered,
            self.uncounted + other.uncounted,
        )


@dataclass(slots=True)
class Meter:
    """Requests counted so far. The one noun that changes, because it is read while the work goes on."""

    requests: int = 0
