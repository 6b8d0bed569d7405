"""Contracts of a feature at merge base and head → what became of their operations and constraints."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.spec_difference import SpecDifference, Version
from app.rules import breaking_contract_change, dangerous_contract_change
from app.rules.contract_changes import Group, finding, groups
from app.rules.contracts.difference import Site
from app.rules.contracts.pairs import pair
from app.rules.contracts.quote import line_at
from app.rules.differences.subjects import alone, both, steps
from specs_schema.contract import Contract, Operation
from specs_schema.contracts.model_reader import template
from specs_schema.feature import Feature
from specs_schema.report import DifferenceKind

_TELLING: Final = {"breaking": breaking_contract_change.TELLING, "dangerous": dangerous_contract_change.TELLING}
_GONE: Final = re.compile(r"^(?:api|webhook|contract|document|document-definition)-removed")
_TIGHTER: Final = re.compile(
    r"^new-required|became-(?:required|not-nullable|enum)|added-required|(?:const|pattern|format|enum-value)-added$"
    r"|max.*-(?:decreased|set)$|min.*-(?:increased|set)$|narrowed$|refused$|unique-items-set$|security(?:-scope)?-added$"
)
_LOOSER: Final = re.compile(
    r"became-(?:optional|nullable)|(?:const|pattern|enum)-removed$|max.*-(?:increased|unset)$|min.*-(?:decreased|unset)$"
    r"|(?:widened|generalized)$|security(?:-scope)?-removed$"
)
# Values are the other way round: fewer of them are a tighter contract.
_VALUES: Final[dict[str, DifferenceKind]] = {
    "enum-value-removed": "contract_tightened",
    "enum-value-added": "contract_relaxed",
}

_Identity = tuple[str, str]


def contract_differences(dossier: Dossier, reviewed: ReviewedFeature) -> Iterator[SpecDifference]:
    """What the comparison behind `SPEC405` and `SPEC406` found, then operations that are new, and those of prose."""
    base, head = reviewed.base, reviewed.head
    if base is None or head is None or base.contracts == head.contracts:
        return
    yield from (_compared(dossier, group) for group in groups(dossier, reviewed))
    yield from _added(reviewed.dir.dir, base, head, dossier.paths)
    yield from _prose(reviewed.dir.dir, base, head, dossier.paths)


def direction(kind: str) -> DifferenceKind:
    """Whether a difference with this id allows more or less than before, as far as its id says."""
    if _GONE.search(kind):
        return "removed"
    for end, told in _VALUES.items():
        if kind.endswith(end):
            return told
    if _TIGHTER.search(kind):
        return "contract_tightened"
    return "contract_relaxed" if _LOOSER.search(kind) else "contract_changed"


def _compared(dossier: Dossier, group: Group) -> SpecDifference:
    kind, changed, first = direction(group.kind), group.changed, group.first
    return SpecDifference(
        feature=group.reviewed.dir.dir,
        kind=kind,
        about="operation" if changed.subject else "contract",
        before=_at(changed.name, first.before, dossier.base_texts),
        after=None if kind == "removed" else _at(changed.name, first.after, dossier.texts),
        detail=group.words,
        finding=finding(dossier, group, _TELLING[first.level]),
    )


def _at(name: str, site: Site, texts: Mapping[str, str]) -> Version:
    return Version(name, line_at(texts.get(site.path, ""), site.line), site.span)


def _added(feature: str, base: Feature, head: Feature, paths: frozenset[str]) -> Iterator[SpecDifference]:
    """Operations at head that none of the merge base became."""
    pairs = pair(base, head, paths)
    became = {(new.contract.path, new.name) for _, new in (*pairs.kept, *pairs.moved)}
    known = {_identity(one) for one in _operations(base.contracts)}
    for one in _operations(head.contracts):
        if _identity(one) not in known and (one.contract, one.id) not in became:
            yield alone(feature, "added", one)


def _prose(feature: str, base: Feature, head: Feature, paths: frozenset[str]) -> Iterator[SpecDifference]:
    """Operations of documents that no program compares: they are followed by method and path alone."""
    after: dict[_Identity, Operation] = {}
    for one in _operations(head.contracts):
        after.setdefault(_identity(one), one)
    there = {contract.path: contract for contract in head.contracts}
    for contract in base.contracts:
        if contract.model is not None or (contract.path not in there and contract.path in paths):
            continue
        for old in contract.operations:
            new = after.get(_identity(old))
            if new is None:
                yield alone(feature, "removed", old)
            elif (other := there.get(new.contract)) and other.model is None:
                yield from (both(feature, old, new, step) for step in steps(old, new))


def _operations(contracts: Iterable[Contract]) -> Iterator[Operation]:
    return (one for contract in contracts for one in contract.operations)


def _identity(one: Operation) -> _Identity:
    """Method and path, whatever the parameters are called; the name of what has no path."""
    return (one.method, template(one.path)) if one.path else ("", one.key)
