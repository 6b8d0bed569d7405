"""Entities and decisions of an edited feature → what became of each. They are known by their names."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic

from app.domain.spec_difference import SpecDifference
from app.rules.counterparts import AnySubject, Edited, follow, is_rewritten, wording
from app.rules.differences.subjects import alone, both, steps
from specs_schema.requirement import Entity

_Pairs = Sequence[tuple[AnySubject, AnySubject]]


@dataclass(frozen=True, slots=True)
class _Known(Generic[AnySubject]):
    kept: _Pairs[AnySubject]
    gone: Sequence[AnySubject]
    fresh: Sequence[AnySubject]


def named_differences(feature: Edited) -> Iterator[SpecDifference]:
    """What became of every entity, with its fields, and of every decision; no rule tells it."""
    before, after = ([_whole(one) for one in side.entities] for side in (feature.base, feature.head))
    yield from _differences(feature, before, after)
    yield from _differences(feature, feature.base.decisions, feature.head.decisions)


def _whole(entity: Entity) -> Entity:
    """The entity, its fields in its text."""
    return entity.model_copy(
        update={"text": "; ".join([entity.text, *(f"{one.name} {one.text}".strip() for one in entity.fields)])}
    )


def _differences(
    feature: Edited, before: Sequence[AnySubject], after: Sequence[AnySubject]
) -> Iterator[SpecDifference]:
    known = _followed(before, after)
    there = {document.path for document in feature.base.documents} | {one.span.path for one in before}
    for old, new in known.kept:
        if new.span.path in there:
            yield from (both(feature.dir, old, new, step) for step in steps(old, new))
        else:  # described in a document that is new, beside where it was mentioned
            yield alone(feature.dir, "added", new)
    yield from (alone(feature.dir, "removed", old) for old in known.gone)
    yield from (alone(feature.dir, "added", new) for new in known.fresh)


def _followed(before: Sequence[AnySubject], after: Sequence[AnySubject]) -> _Known[AnySubject]:
    """By their names first, of several with one name those with the same words; then by words, where some are left."""
    same = _paired(before, after, lambda one: (one.id, wording(one.text)))
    gone, fresh = _rest(before, after, same)
    named = _paired(gone, fresh, lambda one: (wording(one.id),))
    gone, fresh = _rest(gone, fresh, named)
    renamed = [(old, new) for old, new in follow(gone, fresh).kept if not is_rewritten(old, new)]
    return _Known((*same, *named, *renamed), *_rest(gone, fresh, renamed))


def _paired(
    before: Sequence[AnySubject], after: Sequence[AnySubject], by: Callable[[AnySubject], tuple[str, ...]]
) -> _Pairs[AnySubject]:
    """Those that are alike, in their order."""
    places: dict[tuple[str, ...], list[AnySubject]] = {}
    for one in after:
        places.setdefault(by(one), []).append(one)
    return [(old, found.pop(0)) for old in before if (found := places.get(by(old)))]


def _rest(
    before: Sequence[AnySubject], after: Sequence[AnySubject], pairs: _Pairs[AnySubject]
) -> tuple[Sequence[AnySubject], Sequence[AnySubject]]:
    """What has no part in the pairs."""
    old, new = {one.key for one, _ in pairs}, {one.key for _, one in pairs}
    return [one for one in before if one.key not in old], [one for one in after if one.key not in new]
