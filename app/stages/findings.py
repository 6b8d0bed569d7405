"""Verdicts and findings → what is told, and what is withheld and why."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from app.domain.dossier import Dossier
from app.domain.evidence import Citation
from app.domain.finding import Finding, Withheld
from app.domain.rule import Rule
from app.domain.verdict import Verdict
from app.rules.catalogue import ALWAYS_ON, CHECKS, rule_for
from app.stages.acceptance import soften
from app.stages.waive import in_force, waived_because
from app.stages.weigh import PARTLY
from specs_schema.config import RepoConfig
from specs_schema.report import Severity
from specs_schema.span import Span

_Weighed = tuple[Finding, Severity | Literal["off"], str]  # with its configured severity, and why it is withheld
_ABOUT_A_TASK = frozenset({"SPEC301", "SPEC302", "SPEC303", "SPEC304", "SPEC305"})
_ABOUT_AN_OPERATION = frozenset({"SPEC408", "SPEC409", "SPEC411", "SPEC412"})
# Principles are broad, and a decision of the plan may be left for a better one: told, and for people to weigh.
_ADVICE = frozenset({"principle", "decision"})
_BY_THE_JUDGE = frozenset({"SPEC402", "SPEC403"})


def rule_findings(dossier: Dossier) -> tuple[Finding, ...]:
    """Everything that the deterministic rules find, in the order of their codes."""
    return tuple(finding for check in CHECKS.values() for finding in check(dossier))


def verdict_findings(verdicts: Iterable[Verdict]) -> tuple[Finding, ...]:
    """One finding for each verdict that a rule tells."""
    return tuple(_finding(verdict, rule) for verdict in verdicts if (rule := rule_for(verdict)))


def select(
    findings: Sequence[Finding], verdicts: Sequence[Verdict], dossier: Dossier
) -> tuple[tuple[Finding, ...], tuple[Withheld, ...]]:
    """What is told and what is withheld. Nothing is dropped: every finding is in one of the two."""
    told: list[Finding] = []
    withheld: list[Withheld] = []
    seen: set[str] = set()
    judged = _with_reasons(findings, dossier)
    standing = [finding for finding, severity, _ in judged if severity != "off"]
    for finding, severity, reason in judged:
        why = reason or _better_known(finding, standing, verdicts)
        if not why and finding.fingerprint in seen:
            why = "told once already"
        if why or severity == "off":
            withheld.append(Withheld(finding, why))
        else:
            told.append(soften(replace(finding, severity=severity), dossier.decisions))
            seen.add(finding.fingerprint)
    return tuple(sorted(told, key=_order)), tuple(withheld)


def _with_reasons(findings: Sequence[Finding], dossier: Dossier) -> list[_Weighed]:
    """Each finding with its severity, and why it is withheld where configuration or a waiver says so."""
    waivers = in_force(dossier.config, dossier.decisions)
    found: list[_Weighed] = []
    for finding in findings:
        severity = configured_severity(finding, dossier)
        why = _why_withheld(finding, severity, dossier) or waived_because(finding, waivers)
        found.append((finding, severity, why))
    return found


def configured_severity(finding: Finding, dossier: Dossier) -> Severity | Literal["off"]:
    """The severity that the configuration gives; the longest matching code prefix wins."""
    code, severity = finding.rule.code, finding.severity
    if finding.rule.code == "SPEC901" and finding.span.path not in dossier.change.paths:
        severity = "warning"  # the document was unreadable before this change: not its author's to repair
    if code in ALWAYS_ON:
        return severity
    prefixes = [prefix for prefix in dossier.config.rules if code.startswith(prefix)]
    return dossier.config.rules[max(prefixes, key=len)] if prefixes else severity


def failing(finding: Finding, config: RepoConfig) -> bool:
    """Whether the finding is of a kind that fails a check. A preview rule never is."""
    return (
        finding.severity == "error"
        and finding.rule.status != "preview"
        and any(finding.rule.code.startswith(prefix) for prefix in config.fail_on)
    )


def _order(finding: Finding) -> tuple[int, str, str, int]:
    rank = {"error": 0, "warning": 1, "notice": 2}[finding.severity]
    return rank, finding.rule.code, finding.span.path, finding.span.first


def _why_withheld(finding: Finding, severity: str, dossier: Dossier) -> str:
    if severity == "off":
        return f"`{finding.rule.code}` is switched off in the configuration"
    on_documents = finding.rule.code[:5] in {"SPEC1", "SPEC4"} and not finding.subject
    if on_documents and finding.span.path not in dossier.change.paths:
        return "it stood there before this change"
    return ""


def _better_known(finding: Finding, standing: Sequence[Finding], verdicts: Sequence[Verdict]) -> str:
    """Why a finding about a task says nothing new: its work was found, or the same fault is told elsewhere.

    `standing` are the findings that are not switched off. A waived one stands in for the task, too: whoever waives a
    requirement means the fault, not one of its names.
    """
    if finding.rule.code in _ABOUT_AN_OPERATION:
        return _judged_operation(finding, standing, verdicts)
    if finding.rule.code not in _ABOUT_A_TASK:
        return ""
    others = [other for other in standing if other is not finding and other.feature == finding.feature]
    if finding.rule.code == "SPEC302":
        same = [other for other in others if other.subject == finding.subject and other.rule.code in _ABOUT_A_TASK]
        if same:
            return f"told as `{same[0].rule.code}`"
        known = {(verdict.feature, verdict.subject.key, verdict.answer) for verdict in verdicts}
        return "the work was found elsewhere" if (finding.feature, finding.subject, "met") in known else ""
    told = next(
        (other for other in others if other.rule.code not in _ABOUT_A_TASK and _one_fault(finding, other)), None
    )
    return f"told as `{told.subject}`" if told else ""


def _judged_operation(finding: Finding, standing: Sequence[Finding], verdicts: Sequence[Verdict]) -> str:
    """Why what a program reads of an operation says nothing new: the judge has read the same, or has found the code."""
    about = [one for one in standing if (one.feature, one.subject) == (finding.feature, finding.subject)]
    told = next((one for one in about if one.rule.code in _BY_THE_JUDGE), None)
    if told:
        return f"told as `{told.rule.code}`"
    met = any(
        (one.feature, one.subject.key, one.answer) == (finding.feature, finding.subject, "met") for one in verdicts
    )
    return "the operation was found elsewhere" if met and finding.rule.code == "SPEC408" else ""


def _one_fault(task: Finding, other: Finding) -> bool:
    """Whether a task is at fault for nothing but what a requirement is: the same lines of code."""
    code = _code(task)
    return bool(code) and code <= _code(other)


def _code(finding: Finding) -> set[Span]:
    return {citation.span for citation in finding.citations if citation.side == "code"}


def _finding(verdict: Verdict, rule: Rule) -> Finding:
    subject = verdict.subject
    return Finding(
        rule=rule,
        severity="warning" if subject.kind in _ADVICE else rule.severity,
        feature=verdict.feature,
        span=_place(verdict),
        subject=subject.key,
        message=_message(verdict),
        hint=_hint(verdict),
        citations=_distinct(verdict.citations),
    )


def _distinct(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations without those whose words stand in a longer one of the same lines: two readers quote alike."""
    return tuple(
        one
        for number, one in enumerate(citations)
        if not any(
            one.side == other.side
            and other.span.covers(one.span)
            and one.quote in other.quote
            and (len(one.quote), -number) < (len(other.quote), -place)
            for place, other in enumerate(citations)
        )
    )


def _place(verdict: Verdict) -> Span:
    """Where the author has to look: the code that is at fault, or the claim that is not kept."""
    code = next((citation.span for citation in verdict.citations if citation.side == "code"), None)
    if verdict.subject.kind == "task" and verdict.answer == "missing":
        return verdict.subject.span
    return code or verdict.subject.span


def _message(verdict: Verdict) -> str:
    subject = verdict.subject
    if subject.kind == "task" and verdict.answer == "missing" and not verdict.demanded:
        lead = f"`{subject.id}` is open, and the change does not finish it"
    elif subject.kind == "task" and verdict.answer == "missing":
        ticked = any(claim.kind == "ticked" for claim in verdict.claims)
        how = "only partly" if verdict.reason == PARTLY else "not"
        lead = f"`{subject.id}` is {'ticked' if ticked else 'claimed'} and {how} done"
    elif verdict.answer == "violated":
        lead = f"Change does not meet `{subject.id}`"
    else:
        lead = f"Change claims `{subject.id}` and does not meet it"
    return f"{lead}: {verdict.found}" if verdict.found else lead


def _hint(verdict: Verdict) -> str:
    subject = verdict.subject
    if verdict.answer == "violated":
        return f"Meet `{subject.id}`, or change it in `{subject.span.path}`"
    if subject.kind == "task" and not verdict.demanded:
        return f"Nothing needs mending: `{subject.span.path}` says the same"
    if subject.kind == "task":
        return f"Do `{subject.id}`, or untick it in `{subject.span.path}`"
    return f"Implement `{subject.id}`, or take back the claim ({verdict.claims[0].reason if verdict.claims else ''})"
