"""What a review has to say about its own budget."""

from collections.abc import Iterable, Iterator

from app.domain.usage import Usage
from app.domain.verdict import Verdict


def spending(verdicts: Iterable[Verdict], usage: Usage) -> Iterator[str]:
    """A sentence when the budget was too small, and one when it could not be held to."""
    refused = [verdict for verdict in verdicts if verdict.failure is not None and verdict.failure.kind == "budget"]
    if refused:
        claimed = sum(verdict.demanded for verdict in refused)
        subjects = "1 subject was" if len(refused) == 1 else f"{len(refused)} subjects were"
        yield (
            f"The budget was used up: {subjects} not judged for it, {claimed} of them claimed. "
            "Raise `budget` in `.github/speckeeper.yml`, or `SPECKEEPER_BUDGET_REVIEW` and `SPECKEEPER_BUDGET_DAY` of "
            "the service, or review again tomorrow"
        )
    if usage.uncounted:
        requests = "1 request" if usage.uncounted == 1 else f"{usage.uncounted} requests"
        yield (
            f"The budget could not be held to: nobody knows the price of the model that answered {requests} "
            f"({usage.input_tokens:,} tokens in, {usage.output_tokens:,} out)"
        )
