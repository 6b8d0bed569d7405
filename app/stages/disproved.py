"""An operation is not met while a program reads in the code that it differs from its contract."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.domain.finding import Finding
from app.domain.verdict import Verdict

_CERTAIN = frozenset({"SPEC409", "SPEC411", "SPEC412"})  # operation, field, status: read with certainty or not told
_OPEN = frozenset({"met", "unsure"})


def with_contract_findings(verdicts: Iterable[Verdict], told: Sequence[Finding]) -> tuple[Verdict, ...]:
    """The verdicts, those about operations as the findings that are `told` have them.

    A model that reads a handler overlooks a field more easily than a program that compares two lists. The finding is
    all that is told of it: it has its own severity, and no second one is made of the verdict.
    """
    found = {(one.feature, one.subject): one for one in reversed(told) if one.rule.code in _CERTAIN and one.subject}
    return tuple(_as_found(one, found.get((one.feature, one.subject.key))) for one in verdicts)


def _as_found(verdict: Verdict, finding: Finding | None) -> Verdict:
    if finding is None or verdict.answer not in _OPEN:
        return verdict
    return replace(
        verdict,
        answer="violated",
        reason=f"`{finding.rule.code}`: {finding.message}",
        citations=finding.citations,
        expected="",
        found=finding.message,
        remembered=False,
    )
