"""A requirement whose MUST becomes a SHOULD or MAY in this change.

# What it checks
The strongest of MUST (SHALL), SHOULD and MAY in each requirement, at the merge base and at head.

# Why it matters
What only should be done is never demanded: one word takes a requirement out of the gate.

# Example
`- **FR-004**: System MUST encrypt answers at rest` becomes `... SHOULD encrypt ...`.

# How to fix it
Restore the word, or have the change accepted by somebody who did not write it.

# How to silence it
`rules: {SPEC602: off}` in `.github/speckeeper.yml`.
"""

from collections.abc import Iterator

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from specs_schema.requirement import Requirement

RULE = Rule("SPEC602", "weakened-requirement", "warning", "stable")

_RANK = {None: 0, "may": 1, "should": 2, "must": 3}


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each requirement that demands less than before."""
    for feature in dossier.features:
        if feature.base and feature.head:
            before = {requirement.key: requirement for requirement in feature.base.requirements}
            for after in feature.head.requirements:
                old = before.get(after.key)
                if old and _RANK[after.strength] < _RANK[old.strength]:
                    yield _finding(feature, old, after)


def _finding(feature: ReviewedFeature, old: Requirement, new: Requirement) -> Finding:
    now = f"{new.strength.upper()}" if new.strength else "no demand"
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=feature.dir.dir,
        span=new.span,
        subject=new.key,
        message=f"Change weakens `{new.id}` from {(old.strength or '').upper()} to {now}",
        hint=f"Restore the wording of `{new.id}`, or have its change accepted",
        key=new.key,
        citations=(Citation("spec", old.span, old.text), Citation("spec", new.span, new.text)),
    )
