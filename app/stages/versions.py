"""Subjects that a change takes back, judged as they were and as they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from app.domain.dossier import ReviewedFeature
from app.domain.finding import Finding
from app.domain.verdict import Verdict
from app.rules.catalogue import WEAKENS, weakenings
from app.rules.counterparts import BEFORE, before, is_before, promises
from specs_schema.report import Answer
from specs_schema.subject import Subject

_MOST = 12  # subjects of one feature of which both versions are judged; a spec that is written anew has hundreds
_SAID: Final[dict[Answer, str]] = {
    "met": "the code still meets the old text",
    "violated": "the code does not meet the old text",
}
_OPEN = "whether the code meets the old text could not be told"


def both_versions(feature: ReviewedFeature) -> Iterator[Subject]:
    """What the change takes back, in the order of the documents: the version of head, where there is one, and the old.

    The old one has a key of its own (`FR-004 (before)`), so that its verdict never stands for the requirement.
    """
    if feature.head is None or feature.base is None:
        return
    found = {finding.key: finding for finding in weakenings(feature)}
    now = {subject.key: subject for subject in promises(feature.head)}
    taken = [subject for subject in promises(feature.base) if subject.key in found]
    for old in taken[:_MOST]:
        finding = found[old.key]
        if len(finding.citations) > 1 and finding.subject in now:
            yield now[finding.subject]
        yield before(old)


def told_versions(findings: Sequence[Finding], verdicts: Iterable[Verdict]) -> tuple[Finding, ...]:
    """The findings, those about what was taken back with what the code does about the old text."""
    answers: dict[tuple[str, str], Answer] = {
        (verdict.feature, verdict.subject.key): verdict.answer for verdict in verdicts
    }
    return tuple(_told(finding, answers) for finding in findings)


def current(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts about the spec at head, without those about what the change takes back."""
    return tuple(verdict for verdict in verdicts if not is_before(verdict.subject))


def _told(finding: Finding, answers: Mapping[tuple[str, str], Answer]) -> Finding:
    key = (finding.feature, f"{finding.key}{BEFORE}")
    if finding.rule.code not in WEAKENS or key not in answers:
        return finding
    return replace(finding, message=f"{finding.message}; {_SAID.get(answers[key], _OPEN)}")
