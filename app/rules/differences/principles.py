"""Constitutions that the change edits → what became of each principle."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.dossier import ChangedConstitution, Dossier
from app.domain.spec_difference import SpecDifference
from app.rules.changed_principle import check_constitution, followed, keys, versions
from app.rules.differences.subjects import alone, both, fresh, steps


def principle_differences(dossier: Dossier) -> Iterator[SpecDifference]:
    """What became of every principle, with the findings of `SPEC503`. A constitution that is new has nothing."""
    for changed in dossier.changed_constitutions:
        before, _ = versions(changed)
        if before:
            yield from _differences(changed)


def _differences(changed: ChangedConstitution) -> Iterator[SpecDifference]:
    before, after = versions(changed)
    found = {one.key: one for one in check_constitution(changed)}
    kept, gone = followed(before, after)
    for old, new in kept:
        told = next((found[key] for key in keys(changed, old, "edited") if key in found), None)
        for step in steps(old, new):
            difference = both("", old, new, step)
            yield difference if step[0] == "renumbered" else replace(difference, finding=told)
    for old in gone:
        told = next((found[key] for key in keys(changed, old, "removed") if key in found), None)
        yield replace(alone("", "removed", old), finding=told)
    yield from (alone("", "added", new) for new in fresh(after, kept))
