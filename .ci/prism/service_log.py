"""What the service says about itself while it runs: nothing that was raised goes unnoticed."""

import json
from collections.abc import Iterator

from description import parts
from outcome import Check

_RAISED = {"exception", "exc_info"}
_BAD = {"error", "critical"}


def nothing_raised(log: str) -> Iterator[Check]:
    """A check of the log of a whole run, and one that a traceback would have been found."""
    yield Check("nothing was raised in the service", raised(log))
    made_up = '{"event": "review.internal_error", "level": "error", "exception": "Traceback …"}\nTraceback …'
    seen = len(raised(made_up))
    yield Check("control: an error in the log is found", () if seen == 2 else (f"{seen} of 2 were",))  # noqa: PLR2004


def raised(log: str) -> tuple[str, ...]:
    """The lines of the log that tell of an error, and those that are no log lines at all."""
    return tuple(dict.fromkeys(line[-600:] for line in log.splitlines() if line.strip() and _tells_of_an_error(line)))


def _tells_of_an_error(line: str) -> bool:
    try:
        told = parts(json.loads(line))
    except (ValueError, TypeError):
        return True
    return told.get("level") in _BAD or bool(_RAISED & told.keys())
