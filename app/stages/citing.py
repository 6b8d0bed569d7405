"""A task that cites a requirement is not done while the code contradicts that requirement."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.domain.verdict import Verdict
from specs_schema.task import Task


def with_citations(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts, those about tasks no better than what they cite.

    A reader of the task alone sees that its work is there; that it was to be done as `FR-004` says, stands elsewhere.
    The fault is told once, as that of the requirement: the task brings the same lines of code.
    """
    known = tuple(verdicts)
    broken = {(one.feature, one.subject.id): one for one in known if one.answer == "violated"}
    return tuple(_as_cited(verdict, broken) for verdict in known)


def _as_cited(verdict: Verdict, broken: Mapping[tuple[str, str], Verdict]) -> Verdict:
    if verdict.answer != "met" or not verdict.claims or not isinstance(verdict.subject, Task):
        return verdict
    cited = [broken[verdict.feature, name] for name in verdict.subject.cites if (verdict.feature, name) in broken]
    first = next((one for one in cited if one.subject.kind != "task"), None)
    if first is None:
        return verdict
    return replace(
        verdict,
        answer="violated",
        reason=f"cites `{first.subject.id}`, which is violated",
        citations=first.citations,
        expected=first.expected,
        found=first.found,
        at_issue=first.at_issue,
    )
