"""The conclusion: one pure function; the table of docs/how-it-decides.md is its test."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.check import CheckConclusion
from app.domain.finding import Finding
from app.domain.verdict import FailureKind, Verdict
from app.stages.findings import failing
from specs_schema.config import RepoConfig
from specs_schema.report import Conclusion

AUTHORS = frozenset({"refusal", "too_large"})  # failures that the author of a change can provoke


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the conclusion depends on."""

    config: RepoConfig
    has_feature: bool
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    claimed: int  # subjects that the change claims
    judged: bool  # a model took part
    held_back: bool = False  # no model took part, because nobody with write access has asked for it
    unaccepted: int = 0  # changes of the spec that wait for an acceptance that is required


@dataclass(frozen=True, slots=True)
class Decision:
    """What the check concludes, what the report says, and how the command exits."""

    check: CheckConclusion
    report: Conclusion
    exit_status: Literal[0, 1, 2]


NO_SPEC = Decision("neutral", "no_spec", 0)
PASS = Decision("success", "pass", 0)
ADVISORY = Decision("neutral", "advisory", 0)
FAIL = Decision("failure", "fail", 1)
INCOMPLETE = Decision("neutral", "incomplete", 2)
BLOCKED = Decision("action_required", "incomplete", 2)
UNACCEPTED = Decision("action_required", "fail", 1)
UNCLAIMED_BLOCKED = Decision("action_required", "fail", 1)


def conclude(situation: Situation) -> Decision:
    """The decision for `situation`: what fails, what waits for acceptance, what was not judged, what nobody claims."""
    config, gate = situation.config, situation.config.mode == "gate"
    if any(failing(finding, config) for finding in situation.findings):
        return FAIL if gate else ADVISORY
    if not situation.has_feature:
        return NO_SPEC
    if situation.unaccepted:
        return UNACCEPTED if gate else ADVISORY
    if unreadable(situation.findings):
        return _blocked(gate=gate, how=config.on_unjudged)
    if situation.judged and (outage(situation.verdicts) or misconfigured(situation.verdicts)):
        return _blocked(gate=gate, how=config.on_outage)
    if situation.judged and unjudged(situation.verdicts):
        return _blocked(gate=gate, how=config.on_unjudged)
    if situation.held_back:
        return _blocked(gate=gate, how=config.on_unjudged)
    if not situation.claimed:
        return UNCLAIMED_BLOCKED if gate and config.on_no_claim == "block" else ADVISORY
    return PASS


def _blocked(*, gate: bool, how: Literal["block", "allow"]) -> Decision:
    return BLOCKED if gate and how == "block" else INCOMPLETE


def unreadable(findings: Sequence[Finding]) -> bool:
    """Whether a document that this change brings could not be read: the author's to repair."""
    return any(finding.rule.code == "SPEC901" and finding.severity == "error" for finding in findings)


def outage(verdicts: Sequence[Verdict]) -> bool:
    """Whether the model was away: worth another try, and never a pass."""
    return _failed(verdicts, "outage")


def misconfigured(verdicts: Sequence[Verdict]) -> bool:
    """Whether the model refused the operator's key or name of a model: trying again changes nothing."""
    return _failed(verdicts, "misconfigured")


def out_of_budget(verdicts: Sequence[Verdict]) -> bool:
    """Whether something was not asked because of what it would have cost: nobody's fault, and no pass."""
    return _failed(verdicts, "budget")


def _failed(verdicts: Sequence[Verdict], kind: FailureKind) -> bool:
    return any(verdict.failure is not None and verdict.failure.kind == kind for verdict in verdicts)


def unjudged(verdicts: Sequence[Verdict]) -> bool:
    """Whether most of what is claimed could not be judged, or the author made judging impossible."""
    demanded = [verdict for verdict in verdicts if verdict.demanded]
    open_ones = [verdict for verdict in demanded if verdict.answer in {"unsure", "error"}]
    return provoked(verdicts) or len(open_ones) * 2 > len(demanded)


def provoked(verdicts: Sequence[Verdict]) -> bool:
    """Whether a failure is of a kind that the author of a change can bring about."""
    return any(verdict.failure is not None and verdict.failure.kind in AUTHORS for verdict in verdicts)
