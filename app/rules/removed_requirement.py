"""A requirement that this change takes out of the spec.

# What it checks
Requirements, scenarios and success criteria at the merge base that are gone at head. One that was only renumbered (the
same text, or nearly, under another id) is not gone. A feature deleted as a whole is not reported: it is house-keeping.

# Why it matters
Deleting the requirement is the easiest way to meet it.

# Example
`FR-007` (accounts lock after five attempts) is in the spec at the merge base and not at head.

# How to fix it
Put it back, or have its removal accepted by somebody who did not write the change.

# How to silence it
`rules: {SPEC601: off}` in `.github/speckeeper.yml`.
"""

import difflib
from collections.abc import Iterator, Sequence

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from specs_schema.feature import Feature
from specs_schema.span import Span
from specs_schema.subject import Subject

RULE = Rule("SPEC601", "removed-requirement", "warning", "stable")

_SAME_TEXT = 0.85  # ratio of difflib from which two texts are one requirement that was reworded


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each subject of the spec that is gone."""
    for feature in dossier.features:
        if feature.base and feature.head:
            yield from _gone(feature, feature.base, feature.head)


def _gone(feature: ReviewedFeature, base: Feature, head: Feature) -> Iterator[Finding]:
    after = promises(head)
    kept = {subject.key for subject in after}
    known = {subject.key for subject in promises(base)}
    fresh = [subject for subject in after if subject.key not in known]
    for subject in promises(base):
        if subject.key not in kept and not _renumbered(subject, fresh):
            yield _finding(feature, subject, after)


def promises(feature: Feature) -> tuple[Subject, ...]:
    """What the spec itself promises: the subjects that a change must not quietly take back."""
    scenarios = [scenario for story in feature.stories for scenario in story.scenarios]
    return (*feature.requirements, *scenarios, *feature.success_criteria)


def _renumbered(subject: Subject, fresh: Sequence[Subject]) -> bool:
    return any(
        difflib.SequenceMatcher(None, subject.text, other.text, autojunk=False).ratio() >= _SAME_TEXT
        for other in fresh
        if other.kind == subject.kind
    )


def _finding(feature: ReviewedFeature, subject: Subject, after: Sequence[Subject]) -> Finding:
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=feature.dir.dir,
        span=_place(subject, after),
        subject=subject.key,
        message=f"Change removes `{subject.id}` from the spec",
        hint=f"Put `{subject.id}` back, or have its removal accepted",
        key=subject.key,
        citations=(Citation("spec", subject.span, subject.text),),
    )


def _place(subject: Subject, after: Sequence[Subject]) -> Span:
    """Where a reader of the head would look for it: at the last subject that stood above it."""
    above = [other.span for other in after if other.span.path == subject.span.path]
    nearest = max((span for span in above if span.first <= subject.span.first), key=_first, default=None)
    return nearest or Span(path=subject.span.path, first=1, last=1)


def _first(span: Span) -> int:
    return span.first
