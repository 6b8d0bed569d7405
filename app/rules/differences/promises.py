"""Requirements, scenarios and success criteria of an edited feature → what became of each."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from app.domain.spec_difference import SpecDifference
from app.rules import changed_threshold, removed_requirement, removed_scenario, weakened_requirement
from app.rules.counterparts import Edited, promises
from app.rules.differences.subjects import alone, both, fresh, steps, unfollowed
from specs_schema.report import DifferenceKind

_RULES: Final = (removed_requirement, weakened_requirement, changed_threshold, removed_scenario)
# Under which rules a kind is told.
_TOLD: Final[dict[DifferenceKind, tuple[str, ...]]] = {
    "removed": ("SPEC601", "SPEC604"),
    "rewritten": ("SPEC601", "SPEC604"),
    "weakened": ("SPEC602",),
    "threshold_raised": ("SPEC603",),
    "threshold_lowered": ("SPEC603",),
    "threshold_changed": ("SPEC603",),
}


def promise_differences(feature: Edited) -> Iterator[SpecDifference]:
    """What became of every promise, with the findings of `SPEC601` to `SPEC604`, which follow them alike."""
    found = {(one.rule.code, one.key): one for rule in _RULES for one in rule.check_feature(feature)}
    for difference in _differences(feature):
        key = difference.before.id if difference.before else ""
        told = (found.get((code, key)) for code in _TOLD.get(difference.kind, ()))
        yield replace(difference, finding=next((one for one in told if one), None))


def _differences(feature: Edited) -> Iterator[SpecDifference]:
    before, after, followed = promises(feature.base), promises(feature.head), feature.promises
    for old, new in followed.kept:
        yield from (both(feature.dir, old, new, step) for step in steps(old, new))
    yield from (both(feature.dir, old, new, ("merged", "")) for old, new in unfollowed(before, after, followed))
    yield from (alone(feature.dir, "removed", old) for old in followed.gone)
    yield from (alone(feature.dir, "added", new) for new in fresh(after, followed.kept))
