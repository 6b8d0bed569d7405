"""The one thing worth knowing about a review, in one line."""

from app.domain.finding import Finding
from app.domain.verdict import Verdict
from app.rules.catalogue import WEAKENS
from app.stages.conclude import (
    ADVISORY,
    FAIL,
    NO_SPEC,
    PASS,
    Decision,
    Situation,
    misconfigured,
    out_of_budget,
    outage,
    provoked,
)
from app.stages.findings import failing

_NAMED = 3  # ids that a title names before it counts


def title(situation: Situation, decision: Decision) -> str:
    """The title of the check: what is wrong first, then how much of what is claimed is met."""
    if decision == NO_SPEC:
        return "No spec for this change"
    faults = [finding for finding in situation.findings if failing(finding, situation.config)]
    lead = _faults(faults) or _unaccepted(situation.unaccepted) or _state(situation, decision)
    return "; ".join(part for part in (lead, _tally(situation)) if part)


def _faults(faults: list[Finding]) -> str:
    changed = sum(finding.rule.code in WEAKENS for finding in faults)
    about = [finding.subject for finding in faults if finding.subject and finding.rule.code not in WEAKENS]
    unmet = list(dict.fromkeys(about))
    others = len(faults) - changed - len(about)
    named = ", ".join(unmet[:_NAMED]) + (f" and {len(unmet) - _NAMED} more" if len(unmet) > _NAMED else "")
    parts = [
        f"{named} not met" if unmet else "",
        f"{changed} {_plural('spec change', changed)} not allowed" if changed else "",
        f"{others} {'other ' if unmet or changed else ''}{_plural('fault', others)}" if others else "",
    ]
    return "; ".join(part for part in parts if part)


def _unaccepted(number: int) -> str:
    return (
        f"{number} {_plural('spec change', number)} {'needs' if number == 1 else 'need'} acceptance" if number else ""
    )


def _state(situation: Situation, decision: Decision) -> str:
    if situation.held_back:
        return "Waits for somebody with write access to ask for it"
    if decision == PASS:
        return "" if situation.judged else _warnings(situation.findings)
    if decision in {ADVISORY, FAIL} or not situation.claimed:
        return "Nothing claimed" if not situation.claimed else ""
    if misconfigured(situation.verdicts):
        return "The model refused the operator's settings"
    if outage(situation.verdicts):
        return "The model could not be reached"
    spent = out_of_budget(situation.verdicts) and not provoked(situation.verdicts)
    return "The budget is used up" if spent else "Could not be judged"


def _warnings(findings: tuple[Finding, ...]) -> str:
    number = sum(finding.severity != "notice" for finding in findings)
    return f"{number} {_plural('warning', number)}" if number else "Nothing found by rules"


def _tally(situation: Situation) -> str:
    if not situation.judged:
        return "requirements were not judged" if situation.claimed else "no requirement was judged"
    claimed = [verdict for verdict in situation.verdicts if verdict.demanded]
    if not claimed:
        return ""
    parts = [f"{_count(claimed, 'met')} of {len(claimed)} claimed {_plural('subject', len(claimed))} met"]
    if waived := _count(claimed, "waived"):
        parts.append(f"{waived} waived")
    if unsure := _count(claimed, "unsure"):
        parts.append(f"{unsure} unsure")
    if errors := _count(claimed, "error"):
        parts.append(f"{errors} not judged")
    return ", ".join(parts)


def _count(verdicts: list[Verdict], answer: str) -> int:
    return sum(verdict.answer == answer for verdict in verdicts)


def _plural(word: str, number: int) -> str:
    return word if number == 1 else f"{word}s"
