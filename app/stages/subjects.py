"""The subjects that a report knows, and which of them somebody means."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from specs_schema.report import Report

_COMPARED: Final = 2_000  # ids that a mistyped one is compared with
_LONGEST_ID: Final = 200
_NEAREST: Final = 3


@dataclass(frozen=True, slots=True)
class Known:
    """One subject of one feature. `id` is its key: the id, made unique within the feature."""

    feature: str
    id: str

    def __str__(self) -> str:
        return f"{self.feature}:{self.id}"


def known_subjects(report: Report | None) -> tuple[Known, ...]:
    """Everything a verdict could be about, by feature, each once."""
    return tuple(dict.fromkeys(_known(report))) if report else ()


def _known(report: Report) -> Iterator[Known]:
    for feature in report.features:
        yield from (Known(feature.dir, subject.id) for subject in feature.requirements)
        yield from (Known(feature.dir, task.id) for task in feature.tasks)
        for contract in feature.contracts:
            yield from (Known(feature.dir, operation.id) for operation in contract.operations)
    yield from (Known(verdict.feature, verdict.subject) for verdict in report.verdicts)


def find(known: Sequence[Known], subject: str, feature: str = "") -> tuple[Known, ...]:
    """The subjects that are meant: one is the answer, several are to be told apart. Case makes no difference."""
    wanted = subject.casefold()
    return tuple(one for one in known if one.id.casefold() == wanted and (not feature or is_feature(one, feature)))


def is_feature(known: Known, feature: str) -> bool:
    """Whether `feature`, a directory or its last part, is where the subject stands."""
    return feature in {known.feature, known.feature.rsplit("/", 1)[-1]}


def nearest(known: Sequence[Known], subject: str) -> tuple[str, ...]:
    """The ids that look most like `subject`."""
    ids = list(dict.fromkeys(one.id for one in known))[:_COMPARED]
    return tuple(difflib.get_close_matches(subject[:_LONGEST_ID], ids, n=_NEAREST, cutoff=0.5))
