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


@dataclass(frozen=True, slots=True)
class Group:
    """The differences of one operation and kind, each with the number of operations that share it."""

    reviewed: ReviewedFeature
    changed: Changed
    kind: str
    members: Sequence[tuple[Difference, int]]

    @property
    def first(self) -> Difference:
        """The difference that is quoted."""
        return self.members[0][0]

    @property
    def words(self) -> str:
        """The differences with their lines: those of the first are cited, so only the others need them in words."""
        said = [self.first.words, *(f"{one.words} ({_lines(one)})" for one, _ in self.members[1:_MOST_TOLD])]
        more = len(self.members) - len(said)
        rest = f"; and {more} more of this kind" if more > 0 else ""
        others = max(number for _, number in self.members)
        also = f" (in {others} other operation{'s' if others > 1 else ''} as well)" if others else ""
        return "; ".join(said) + rest + also


def findings(dossier: Dossier, telling: Telling) -> Iterator[Finding]:
    """Every difference of the level in the reviewed features, those of one operation and kind as one finding."""
    for reviewed in dossier.features:
        for group in groups(dossier, reviewed):
            if group.first.level == telling.level:
                yield finding(dossier, group, telling)


def groups(dossier: Dossier, reviewed: ReviewedFeature) -> Iterator[Group]:
    """Every difference between the contracts of the feature at merge base and head, by operation, level and kind."""
    for changed in changes(dossier, reviewed):
        found: dict[tuple[Level, str], list[tuple[Difference, int]]] = {}
        for difference, others in zip(changed.differences, changed.others, strict=True):
            found.setdefault((difference.level, difference.kind), []).append((difference, others))
        yield from (Group(reviewed, changed, kind, members) for (_, kind), members in found.items())


def finding(dossier: Dossier, group: Group, telling: Telling) -> Finding:
    """What the rule tells of the group."""
    changed = group.changed
    return Finding(
        rule=telling.rule,
        severity=telling.rule.severity,
        feature=group.reviewed.dir.dir,
        span=group.first.after.span,
        subject=changed.subject,
        message=f"{telling.lead} `{changed.name}`: {group.words}",
        hint=telling.hint.format(name=f"`{changed.name}`"),
        key=f"{changed.path}#{changed.pointer}\0{group.kind}",
        citations=tuple(_citations(dossier, group.first)),
    )


def _lines(one: Difference) -> str:
    same = one.before.line == one.after.line
    return f"line {one.after.line}" if same else f"line {one.after.line}, before {one.before.line}"


def _citations(dossier: Dossier, one: Difference) -> Iterator[Citation]:
    """The line at the merge base, then the line at head."""
    for site, texts in ((one.before, dossier.base_texts), (one.after, dossier.texts)):
        if quote := line_at(texts.get(site.path, ""), site.line):
            yield Citation("spec", site.span, quote)
