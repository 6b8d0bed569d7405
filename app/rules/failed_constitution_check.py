"""A plan whose constitution check fails, without a reason why that is accepted.

# What it checks
Plans that this change brings or edits: entries of the Constitution Check whose answer is FAIL, VIOLATION or ❌, where
the Complexity Tracking section has no entry. `PASS`, `No violations` and `fails fast` are no failures.

# Why it matters
Spec Kit's plan has one place for a justified violation. A failed gate without an entry there is a decision that nobody
made.

# Example
`| III. Test-First | ❌ FAIL |` with an empty Complexity Tracking table.

```text
specs/001-answers/plan.md:8: notice: 1 constitution check fails and the complexity table has no entry for it
  hint: Keep the principle, or say in the table why it is broken and what simpler way was rejected
```

# How to fix it
Change the plan so that it keeps the principle, or add the row: violation, why it is needed, which simpler alternative
was rejected and why.

# How to silence it
`rules: {SPEC502: off}` in `.github/speckeeper.yml`.
"""

import re
from collections.abc import Iterator

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.document_quality import NAMED, Written, written
from specs_schema.plan import Plan, PlanEntry

RULE = Rule("SPEC502", "failed-constitution-check", "notice")

_MARKS = re.compile(r"[*_`~\s]+")
# The answer of a check: a whole cell, or what stands behind the last dash or colon before an explanation.
_FAILED = re.compile(
    r"(?:^|[|:]|[—–-]\s)\s*(?:status\s*:\s*)?(?:[❌✗✘⛔🔴]\s*|(?:[❌✗✘⛔🔴]\s*)?"
    r"(?:FAIL(?:ED|S|URE)?|VIOLAT(?:ED|ES|ION)|NON-COMPLIANT|NOT MET)(?=\s*(?:$|[|.,;:(—–]|-\s)))"
)
_NO_ENTRY = re.compile(
    r"(?:none\b.*|n/a|no\.?|no (?:constitution\w* )?"
    r"(?:violation|exception|deviation|complexity|entr|justif|additional)\w*\b.*"
    r"|not (?:applicable|required|needed).*|nothing.*|fill only.*|\[?e\.g\..*|[—–-]+|)$",
    re.IGNORECASE,
)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each plan with a failure that nobody accounts for."""
    lines = written(dossier)
    for reviewed in dossier.features:
        plan = reviewed.head.plan if reviewed.head else None
        if plan and not _justified(plan):
            before = _failures(reviewed.base.plan) if reviewed.base and reviewed.base.plan else []
            known = {(one.key, one.text) for one in before}
            failed = [one for one in _failures(plan) if (one.key, one.text) not in known]
            if failed and _written(lines, failed):
                yield _finding(reviewed, failed)


def _failures(plan: Plan) -> list[PlanEntry]:
    return [one for one in plan.entries if one.kind == "constitution_check" and _failed(one)]


def _failed(entry: PlanEntry) -> bool:
    return any(_FAILED.search(_MARKS.sub(" ", text).strip()) for text in (entry.text, entry.key))


def _justified(plan: Plan) -> bool:
    """Whether the table has a row, or its section a sentence, that is more than `none` or the template's example."""
    entries = [one for one in plan.entries if one.kind == "complexity"]
    return any(not _NO_ENTRY.match(_MARKS.sub(" ", one.key or one.text).strip(" .>")) for one in entries)


def _written(lines: Written, failed: list[PlanEntry]) -> bool:
    return any(lines.touches(one.span) for one in failed)


def _finding(reviewed: ReviewedFeature, failed: list[PlanEntry]) -> Finding:
    checks = "check fails" if len(failed) == 1 else "checks fail"
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=reviewed.dir.dir,
        span=failed[0].span,
        message=f"{len(failed)} constitution {checks} and the complexity table has no entry for it",
        hint="Keep the principle, or say in the table why it is broken and what simpler way was rejected",
        key=failed[0].span.path,
        citations=tuple(
            Citation("spec", one.span, f"{one.key} | {one.text}" if one.key else one.text) for one in failed[:NAMED]
        ),
    )
