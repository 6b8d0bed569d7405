"""Differences between two versions of a feature's contracts → findings, one for each operation and kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.contracts.changes import Changed, changes
from app.rules.contracts.difference import Difference, Level
from app.rules.contracts.quote import line_at

_MOST_TOLD = 3  # differences of one kind that are written out


@dataclass(frozen=True, slots=True)
class Telling:
    """How a rule tells differences of its level."""

    rule: Rule
    level: Level
    lead: str  # `Change breaks`
    hint: str  # with {name} of the operation


def findings(dossier: Dossier, telling: Telling) -> Iterator[Finding]:
    """Every difference of the level in the reviewed features, those of one operation and kind as one finding."""
    for reviewed in dossier.features:
        for changed in changes(dossier, reviewed):
            kinds: dict[str, list[tuple[Difference, int]]] = {}
            for difference, others in zip(changed.differences, changed.others, strict=True):
                if difference.level == telling.level:
                    kinds.setdefault(difference.kind, []).append((difference, others))
            for kind, group in kinds.items():
                yield _finding(dossier, reviewed, changed, telling, kind, group)


def _finding(  # noqa: PLR0913, PLR0917 (everything that a finding tells)
    dossier: Dossier,
    reviewed: ReviewedFeature,
    changed: Changed,
    telling: Telling,
    kind: str,
    group: Sequence[tuple[Difference, int]],
) -> Finding:
    first, _ = group[0]
    return Finding(
        rule=telling.rule,
        severity=telling.rule.severity,
        feature=reviewed.dir.dir,
        span=first.after.span,
        subject=changed.subject,
        message=f"{telling.lead} `{changed.name}`: {_told(group)}",
        hint=telling.hint.format(name=f"`{changed.name}`"),
        key=f"{changed.path}#{changed.pointer}\0{kind}",
        citations=tuple(_citations(dossier, first)),
    )


def _told(group: Sequence[tuple[Difference, int]]) -> str:
    """The differences with their lines: those of the first are cited, so only the others need them in words."""
    said = [group[0][0].words, *(f"{one.words} ({_lines(one)})" for one, _ in group[1:_MOST_TOLD])]
    more = len(group) - len(said)
    rest = f"; and {more} more of this kind" if more > 0 else ""
    others = max(number for _, number in group)
    also = f" (in {others} other operation{'s' if others > 1 else ''} as well)" if others else ""
    return "; ".join(said) + rest + also


def _lines(one: Difference) -> str:
    same = one.before.line == one.after.line
    return f"line {one.after.line}" if same else f"line {one.after.line}, before {one.before.line}"


def _citations(dossier: Dossier, one: Difference) -> Iterator[Citation]:
    """The line at the merge base, then the line at head."""
    for site, texts in ((one.before, dossier.base_texts), (one.after, dossier.texts)):
        if quote := line_at(texts.get(site.path, ""), site.line):
            yield Citation("spec", site.span, quote)
