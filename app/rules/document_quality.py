"""What the rules about the quality of documents share: what this change wrote, and how it is told without flooding.

A document that was not in order before is not this change's fault: only what stands on added lines, in words that
the merge base has not, is looked at.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.counterparts import wording
from specs_schema.feature import Feature
from specs_schema.span import Span
from specs_schema.subject import Subject

NAMED: Final = 5  # places that a finding names; the rest is counted

_Any = TypeVar("_Any", bound=Subject)

_CODE = re.compile(r"`[^`]{0,500}`|\"[^\"]{0,300}\"|“[^”]{0,300}”|«[^»]{0,300}»|\]\([^()\s]*\)|\[NEEDS[^\]]{0,500}\]")


@dataclass(frozen=True, slots=True)
class Written:
    """The lines that a change adds, by file."""

    lines: dict[str, frozenset[int]]

    def touches(self, span: Span) -> bool:
        """Whether any line of `span` is an added one."""
        added = self.lines.get(span.path, frozenset())
        return any(number in added for number in range(span.first, span.last + 1))


def written(dossier: Dossier) -> Written:
    """What the change of `dossier` writes in its features. A file whose hunks were not read has no lines here."""
    folders = tuple(f"{feature.dir.dir}/" for feature in dossier.features)
    files = (file for file in dossier.change.files if file.path.startswith(folders))
    return Written({file.path: frozenset(number for number, _ in file.added_lines()) for file in files})


def fresh(dossier: Dossier, of: Callable[[Feature], Iterable[_Any]]) -> Iterator[tuple[ReviewedFeature, list[_Any]]]:
    """For each reviewed feature, those of its subjects that the change brings or words anew."""
    lines = written(dossier)
    for reviewed in dossier.features:
        if reviewed.head is not None:
            before = {wording(one.text) for one in of(reviewed.base)} if reviewed.base else set[str]()
            new = [one for one in of(reviewed.head) if lines.touches(one.span) and wording(one.text) not in before]
            yield reviewed, new


def prose(text: str) -> str:
    """`text` without code, quotations, link targets and open questions."""
    return _CODE.sub(" ", text)


def listed(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    shown = ", ".join(names[:NAMED])
    return f"{shown} and {len(names) - NAMED} more" if len(names) > NAMED else shown


def about(rule: Rule, feature: str, subjects: Sequence[Subject], message: str, hint: str) -> Finding:
    """One finding about all of `subjects` (at least one, of one document), at the first. It cites the first few."""
    first = subjects[0].span
    return Finding(
        rule=rule,
        severity=rule.severity,
        feature=feature,
        span=first,
        message=message,
        hint=hint,
        key=first.path,
        citations=tuple(Citation("spec", one.span, one.text) for one in subjects[:NAMED]),
    )


def counted(subjects: Sequence[Subject], one: str, many: str) -> str:
    """`1 requirement` or `3 requirements`."""
    return f"1 {one}" if len(subjects) == 1 else f"{len(subjects)} {many}"
