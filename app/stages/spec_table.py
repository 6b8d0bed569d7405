"""The differences of the spec in a report → the rows of a table, for all formats."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from specs_schema.report import (
    DifferenceAbout,
    DifferenceKind,
    Report,
    ReportedDifference,
    ReportedSpecChange,
    SpecVersion,
)

TITLE: Final = "Changes to the spec"
_SAID: Final[dict[DifferenceKind, str]] = {
    "added": "added",
    "removed": "removed",
    "merged": "merged",
    "renumbered": "renumbered",
    "reworded": "reworded",
    "rewritten": "rewritten",
    "strengthened": "strengthened",
    "weakened": "weakened",
    "threshold_raised": "number raised",
    "threshold_lowered": "number lowered",
    "threshold_changed": "number changed",
    "contract_relaxed": "relaxed",
    "contract_tightened": "tightened",
    "contract_changed": "changed",
    "clarification_opened": "opened",
    "clarification_answered": "answered",
    "document_added": "new document",
    "feature_moved": "moved",
    "feature_archived": "deleted",
    "feature_removed": "deleted",
}
# What an id alone does not tell.
_NOUNS: Final[dict[DifferenceAbout, str]] = {
    "entity": "entity",
    "decision": "decision",
    "principle": "principle",
    "clarification": "question",
    "feature": "feature",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row, in plain text. `ids` are those before and after, one where they are the same.

    `place` is where it stands at head, or at the merge base where it is gone (`gone`).
    """

    noun: str
    ids: tuple[str, ...]
    change: str
    before: str
    after: str
    place: SpecVersion | None
    gone: bool
    told: str

    @property
    def subject(self) -> str:
        """What the row is about, without marks."""
        return " ".join(part for part in (self.noun, " → ".join(self.ids)) if part)


def spec_rows(report: Report) -> tuple[Row, ...]:
    """A row for each difference; subjects of one kind that only have other ids share one."""
    accepted = {one.fingerprint: one for one in report.spec_changes}
    rows: list[Row] = []
    for kind, group in groupby(report.spec_differences, lambda one: (one.feature, one.about, one.kind)):
        alike = tuple(group)
        if kind[2] == "renumbered" and len(alike) > 1:
            rows.append(_renumbered(alike))
        else:
            rows.extend(_row(one, accepted) for one in alike)
    return tuple(rows)


def _row(one: ReportedDifference, accepted: Mapping[str, ReportedSpecChange]) -> Row:
    change = f"{_SAID[one.kind]}: {one.detail}" if one.detail else _SAID[one.kind]
    return Row(
        noun=_NOUNS.get(one.about, ""),
        ids=tuple(_ids(one)),
        change=change,
        before=one.before.text if one.before else "",
        after=one.after.text if one.after else "",
        place=one.after or one.before,
        gone=one.after is None,
        told=", ".join(_told(one, accepted.get(one.fingerprint))),
    )


def _ids(one: ReportedDifference) -> Iterator[str]:
    ids = [version.id for version in (one.before, one.after) if version and version.id]
    return iter(dict.fromkeys(ids))


def _told(one: ReportedDifference, change: ReportedSpecChange | None) -> Iterator[str]:
    if one.rule:
        yield f"{one.rule} {one.severity or 'withheld'}"
    elif one.severity:
        yield one.severity
    if change and change.waits:
        yield "waits for acceptance"
    if change and change.accepted_by:
        yield f"accepted by {change.accepted_by}"


def _renumbered(alike: Sequence[ReportedDifference]) -> Row:
    """The first and the last of those that only have other ids: an insert is one row, however many stand below it."""
    first, last = alike[0], alike[-1]
    return Row(
        noun=_NOUNS.get(first.about, ""),
        ids=tuple(_ids(first)),
        change=f"{len(alike)} renumbered, the last: {' → '.join(_ids(last))}",
        before="",
        after="",
        place=first.after,
        gone=False,
        told="",
    )
