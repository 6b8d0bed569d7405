"""A reviewed feature → every difference between its contracts at the merge base and at head."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.dossier import Dossier, ReviewedFeature
from app.rules.contracts.difference import Difference, Found, Level, Part, Site
from app.rules.contracts.operations import compare_operations, sunset_ahead
from app.rules.contracts.pairs import Described, pair
from app.rules.contracts.reach import Reach
from app.rules.contracts.schemas import Schemas
from app.rules.contracts.view import Views
from specs_schema.contract import Contract
from specs_schema.contracts.schema_model import ContractModel, Member
from specs_schema.feature import Feature
from specs_schema.span import Span


@dataclass(frozen=True, slots=True)
class Changed:
    """One operation, or a document as a whole, with what differs. `subject` is the key of the operation at head.

    `path` and `pointer` say where it is described at the merge base. `others` counts, for each difference, further
    operations that use the same schema.
    """

    name: str
    subject: str
    path: str
    pointer: str
    differences: tuple[Difference, ...]
    others: tuple[int, ...] = ()


@dataclass(slots=True)
class _Comparing:
    """The two versions of one document: schemas are compared once, whichever operation comes to them first."""

    schemas: Schemas
    reach: Reach
    taken: int = 0

    def take(self) -> tuple[Difference, ...]:
        """The differences that were found since the last time."""
        found = tuple(self.schemas.found.differences[self.taken :])
        self.taken += len(found)
        return found


@dataclass(slots=True)
class _Comparisons:
    open: dict[tuple[str, str], _Comparing] = field(default_factory=dict[tuple[str, str], _Comparing])

    def of(self, old: Contract, new: Contract) -> _Comparing:
        """The comparison of the two documents; both have a model."""
        before, after = old.model or ContractModel(), new.model or ContractModel()
        key = (old.path, new.path)
        if key not in self.open:
            self.open[key] = _Comparing(Schemas(Views(before), Views(after), Found()), Reach(before))
        return self.open[key]


def changes(dossier: Dossier, reviewed: ReviewedFeature) -> Iterator[Changed]:
    """What differs, operation by operation, then JSON Schemas. Nothing for a feature that is new, gone or the same."""
    base, head = reviewed.base, reviewed.head
    if base is None or head is None or base is head or base.contracts == head.contracts:
        return
    yield from _operations(base, head, dossier)
    renamed = {file.old_path: file.path for file in dossier.change.files if file.status == "renamed" and file.old_path}
    yield from _documents(base, head, renamed, dossier.paths)
    yield from _unfollowed(base, head)


def _operations(base: Feature, head: Feature, dossier: Dossier) -> Iterator[Changed]:
    pairs, comparisons, today = pair(base, head, dossier.paths), _Comparisons(), dossier.decisions.today
    same = {contract.path for contract in head.contracts if contract in base.contracts}
    for old, new in pairs.kept:
        if old.contract.path != new.contract.path or new.contract.path not in same:
            comparing = comparisons.of(old.contract, new.contract)
            compare_operations(comparing.schemas, old.operation, new.operation, today)
            if found := comparing.take():
                users = (comparing.reach.users(one.before.pointer) for one in found)
                others = tuple(len(set(one) - {old.operation.pointer}) for one in users)
                pointer = old.operation.pointer
                yield Changed(new.name, new.subject(), old.contract.path, pointer, found, others)
    for old, new in pairs.moved:
        words = f"it is `{new.name}` now"
        yield _of(old, _difference(old, "api-path-renamed", "breaking", words, new.operation.span))
    yield from _removed(pairs.gone, head, today)
    cut = {path for (path, _), one in comparisons.open.items() if one.schemas.found.left <= 0}
    for contract in base.contracts:
        if contract.path not in same and (
            contract.path in cut or _is_cut(contract) or _is_cut(_at(head, contract.path))
        ):
            words = "the document is larger than what is compared, and what came last was not"
            site = Site("", contract.path, 1)
            difference = Difference("document-too-large", "dangerous", words, site, site)
            yield Changed(contract.path, "", contract.path, "", (difference,), (0,))


def _is_cut(contract: Contract | None) -> bool:
    return contract is not None and contract.model is not None and not contract.model.complete


def _at(feature: Feature, path: str) -> Contract | None:
    return next((contract for contract in feature.contracts if contract.path == path), None)


def _removed(gone: tuple[Described, ...], head: Feature, today: str) -> Iterator[Changed]:
    """Operations that are gone; one for the whole document where it is gone as a whole."""
    kept = {contract.path for contract in head.contracts}
    lost: dict[str, list[Described]] = {}
    for one in gone:
        if one.contract.path not in kept:
            lost.setdefault(one.contract.path, []).append(one)
            continue
        place = _nearest(one, head)
        if sunset_ahead(one.operation.deprecated, one.operation.sunset, today):
            words = f"it is gone, before its sunset on {one.operation.sunset}"
            yield _of(one, _difference(one, "api-removed-before-sunset", "breaking", words, place))
        elif one.operation.deprecated:
            words = "it is gone, as its deprecation announced"
            yield _of(one, _difference(one, "api-removed-with-deprecation", "dangerous", words, place))
        else:
            kind = "webhook-removed" if one.operation.webhook else "api-removed-without-deprecation"
            yield _of(one, _difference(one, kind, "breaking", "it is gone", place))
    for path, operations in lost.items():
        words = f"the document is gone with {_counted(len(operations))}: {_names(operations)}"
        site = Site("", path, 1)
        yield Changed(path, "", path, "", (Difference("contract-removed", "breaking", words, site, site),), (0,))


def _of(one: Described, difference: Difference) -> Changed:
    return Changed(one.name, one.subject(), one.contract.path, one.operation.pointer, (difference,), (0,))


def _difference(one: Described, kind: str, level: Level, words: str, after: Span) -> Difference:
    span = one.operation.span
    before = Site(one.operation.pointer, span.path, span.first)
    return Difference(kind, level, words, before, Site("", after.path, after.first))


def _nearest(gone: Described, head: Feature) -> Span:
    """The last operation at head above where the one that is gone stood."""
    contract = next(one for one in head.contracts if one.path == gone.contract.path)
    spans = [one.span for one in (contract.model.operations if contract.model else ())]
    above = [span for span in spans if span.first <= gone.operation.span.first]
    return max(above, key=lambda span: span.first) if above else contract.span


def _counted(number: int) -> str:
    return f"its {number} operations" if number > 1 else "its operation"


def _names(operations: list[Described]) -> str:
    names = [f"`{one.name}`" for one in operations[:3]]
    return ", ".join([*names, *([f"and {len(operations) - 3} more"] if len(operations) > len(names) else [])])


# --- JSON Schema -----------------------------------------------------------------------------------------------------


def _documents(base: Feature, head: Feature, renamed: Mapping[str, str], paths: frozenset[str]) -> Iterator[Changed]:
    after = {contract.path: contract for contract in head.contracts}
    for old in base.contracts:
        if old.model is None or not old.model.roots:
            continue
        new = after.get(renamed.get(old.path, old.path))
        if new is None and old.path not in renamed and old.path not in paths:
            site = Site("", old.path, 1)
            difference = Difference("document-removed", "dangerous", "the schema is gone", site, site)
            yield Changed(old.path, "", old.path, "", (difference,), (0,))
        elif new is not None and new.model is not None and new.model.roots and old != new:
            yield from _roots(old, new, old.model, new.model)


def _roots(old: Contract, new: Contract, before: ContractModel, after: ContractModel) -> Iterator[Changed]:
    comparing = _Comparing(Schemas(Views(before), Views(after), Found()), Reach(before))
    later = {root.name: root for root in after.roots}
    for root in before.roots:
        if other := later.get(root.name):
            noun = f"schema `{root.name}`" if root.name else "the document"
            comparing.schemas.compare((root.schema_key,), (other.schema_key,), Part("document", noun, "document"))
        elif after.complete and "" not in later and root.name:
            comparing.schemas.found.add(_definition(root, new))
    if found := comparing.take():
        yield Changed(new.path, "", old.path, "", found, (0,) * len(found))


def _definition(root: Member, new: Contract) -> Difference:
    before = Site(root.schema_key, root.span.path, root.span.first)
    words = f"schema `{root.name}` is gone"
    return Difference("document-definition-removed", "dangerous", words, before, Site("", new.path, 1))


# --- what could not be compared --------------------------------------------------------------------------------------


def _unfollowed(base: Feature, head: Feature) -> Iterator[Changed]:
    """References to other documents are not followed; that they lead elsewhere now is all that can be said."""
    before = {contract.path: contract.model for contract in base.contracts if contract.model}
    for contract in head.contracts:
        model, earlier = contract.model, before.get(contract.path)
        if model is None or earlier is None:
            continue
        known = {one.target for one in earlier.unfollowed}
        fresh = [one for one in model.unfollowed if one.target not in known and not one.target.startswith("#")]
        if fresh:
            words = f"`{fresh[0].target}` is another document and was not compared"
            site = Site("", contract.path, fresh[0].span.first)
            difference = Difference("reference-not-followed", "dangerous", words, Site("", contract.path, 1), site)
            yield Changed(contract.path, "", contract.path, "", (difference,), (0,))
