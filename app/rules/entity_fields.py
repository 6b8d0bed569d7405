"""The fields of an entity in data-model.md beside those of the class and the tables that have its name."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.code import Record, folded
from app.domain.dossier import Dossier, ReviewedFeature
from app.rules.names import ordered_words
from specs_schema.requirement import Entity, EntityField

_FEWEST: Final = 3  # fields without which an entity is no list of fields
_LONGEST_STEM: Final = 3  # letters that a plural needs before its ending
_COMMON: Final = frozenset({"id", "at", "is", "has", "by", "on", "of", "to"})  # words that make no two names alike
# What a document says of a field that is nowhere to be declared.
_NOT_KEPT: Final = re.compile(
    r"\b(?:derived|computed|calculated|virtual|implicit|inherited|transient|not\s+(?:stored|persisted)|deferred|future|absent"
    r"|deprecated|removed|dropped|out\s+of\s+scope|planned|relation(?:ship)?s?|navigation|foreign\s+collection)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Held:
    """An entity, the record that is named like it, and its fields that nothing of that name has."""

    entity: Entity
    record: Record
    absent: tuple[EntityField, ...]


def modelled(feature: ReviewedFeature) -> Iterator[Entity]:
    """The entities with fields that the change claims by more than touching a file of an open task."""
    for entity in feature.head.entities if feature.head else ():
        claimed = any(claim.kind != "path" for claim in feature.claims_on(entity.key))
        if claimed and len(declared(entity)) >= _FEWEST:
            yield entity


def declared(entity: Entity) -> tuple[EntityField, ...]:
    """The lines of an entity that certainly are fields."""
    return tuple(one for one in entity.fields if one.declared)


def spellings(name: str) -> frozenset[str]:
    """A folded name in the singular and in the plural."""
    one = folded(name)
    found = {one, f"{one}s", f"{one}es"}
    if one.endswith("y"):
        found.add(f"{one[:-1]}ies")
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        if one.endswith(ending) and len(one) > len(ending) + _LONGEST_STEM:
            found.add(f"{one.removesuffix(ending)}{instead}")
    return frozenset(found)


def held(dossier: Dossier, feature: ReviewedFeature) -> Iterator[Held]:
    """Each claimed entity with a record of its name of which most fields, but not all, are those of the entity."""
    answering = dossier.change.paths | named_files(dossier, feature)
    described = Counter(
        folded(one.id) for other in dossier.features if other.head for one in other.head.entities if declared(one)
    )
    for entity in modelled(feature):
        # Where two data models describe it, in one change, the later one may take back what the other has.
        if described[folded(entity.id)] > 1:
            continue
        own = _records(dossier.code.records, entity)
        record = next((one for one in own if one.span.path in answering), None)
        if record is None or any(one.doubt for one in own):
            continue
        absent = _absent(declared(entity), own)
        if absent:
            yield Held(entity, record, absent)


def named_files(dossier: Dossier, feature: ReviewedFeature) -> frozenset[str]:
    """The files at head that the tasks of a feature name."""
    tasks = feature.head.tasks if feature.head else ()
    return frozenset(path.text for task in tasks for path in task.paths) & dossier.paths


def _records(known: Iterable[Record], entity: Entity) -> Sequence[Record]:
    """The one class of the entity's name, and all that is said of the table of that name; nothing where several are."""
    same = [one for one in known if folded(one.name) in spellings(entity.id)]
    classes = [one for one in same if not one.table and one.fields]
    tables = [one for one in same if one.table]
    if len(classes) > 1 or len({folded(one.name) for one in tables}) > 1:
        return ()
    return [*classes, *tables]


def _absent(fields: Sequence[EntityField], records: Sequence[Record]) -> tuple[EntityField, ...]:
    """The fields that nothing has; none where so many are absent that another thing must be meant."""
    kept = frozenset(folded(name) for one in records for name in one.fields)
    said = frozenset(word for one in records for word in one.words)
    there = [one for one in fields if _among(one.name, kept)]
    if len(there) * 2 < len(fields):
        return ()
    renamed = _other_words(fields, records)
    return tuple(
        one
        for one in fields
        if not _among(one.name, kept | said)
        and not _NOT_KEPT.search(one.text)
        and renamed.isdisjoint(ordered_words(one.name))
    )


def _other_words(fields: Sequence[EntityField], records: Sequence[Record]) -> frozenset[str]:
    """The words of what the records have beyond the entity: one of them may be a field under another name."""
    names = frozenset(form for one in fields for form in spellings(one.name))
    beyond = (name for one in records for name in one.fields if not _among(name, names))
    return frozenset(word for name in beyond for word in ordered_words(name)) - _COMMON


def _among(name: str, names: Collection[str]) -> bool:
    """Whether a field is there under its name, in the other number, or as the key of what it refers to."""
    one = folded(name)
    bare = one.removesuffix("ids").removesuffix("id") or one
    forms = {form for stem in (one, bare) for form in spellings(stem)}
    return any(form in names or f"{form}id" in names or f"{form}ids" in names for form in forms)
