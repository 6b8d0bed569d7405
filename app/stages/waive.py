"""Waivers: what may stay as it is, who answers for that, and until when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.domain.decisions import Decisions, Waiver
from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.finding import Finding
from app.domain.verdict import Verdict
from specs_schema.config import RepoConfig
from specs_schema.span import Span

_WAIVABLE = frozenset({"violated", "missing", "unsure", "error"})
# A change of the spec is accepted, not waived; and no waiver hides that something could not be reviewed.
_NEVER_WAIVED = ("SPEC6", "SPEC9")


def waivers_of(config: RepoConfig, decisions: Decisions) -> tuple[Waiver, ...]:
    """Every waiver that was given, ended ones included: first those of the configuration."""
    configured = (
        Waiver(
            subject=one.subject.strip(),
            reason=one.reason,
            by=one.author,
            until=one.until or "",
            feature=one.feature.strip("/"),
            source="configuration",
        )
        for one in config.waivers
    )
    return (*configured, *decisions.waivers)


def in_force(config: RepoConfig, decisions: Decisions) -> tuple[Waiver, ...]:
    """The waivers that hold today."""
    return tuple(one for one in waivers_of(config, decisions) if not _ended(one, decisions.today))


def waive(verdicts: Iterable[Verdict], waivers: Sequence[Waiver], today: str) -> tuple[Verdict, ...]:
    """The verdicts, with `waived` in place of every answer against a waived subject; `met` stays `met`.

    A task that is at fault for nothing but what a waived requirement is, the same lines of code, is waived with it.
    """
    given = tuple(verdicts)
    first = tuple(_waived(verdict, waivers, today) for verdict in given)
    faults = [now for before, now in zip(given, first, strict=True) if before.answer == "violated" != now.answer]
    return tuple(_with_requirement(verdict, faults) for verdict in first)


def waived_because(finding: Finding, waivers: Sequence[Waiver]) -> str:
    """Why a finding is withheld by one of `waivers`, all of them in force; nothing when none is about it."""
    if finding.rule.code.startswith(_NEVER_WAIVED):
        return ""
    waiver = _waiver_of(finding.feature, finding.subject, waivers)
    return said(waiver) if waiver else ""


def said(waiver: Waiver) -> str:
    """Who waived, until when, and why."""
    until = f" until {waiver.until}" if waiver.until else ""
    return f"waived by {waiver.by}{until}: {waiver.reason}"


def lapsed(dossier: Dossier) -> tuple[str, ...]:
    """A sentence for each waiver about the reviewed features that no longer does anything, and why."""
    given, today = waivers_of(dossier.config, dossier.decisions), dossier.decisions.today
    holding = [one for one in given if not _ended(one, today)]
    sentences = (_lapsed(one, dossier, holding) for one in given)
    return tuple(dict.fromkeys(sentence for sentence in sentences if sentence))


def _waived(verdict: Verdict, waivers: Sequence[Waiver], today: str) -> Verdict:
    holding = [one for one in waivers if not _ended(one, today)]
    waiver = _waiver_of(verdict.feature, verdict.subject.key, holding)
    if waiver is None or verdict.answer not in _WAIVABLE:
        return verdict
    return replace(verdict, answer="waived", reason=said(waiver), waiver=waiver, failure=None)


def _with_requirement(verdict: Verdict, waived: Sequence[Verdict]) -> Verdict:
    """`verdict`, waived where it is about a task whose whole fault is one of `waived`."""
    code = _code(verdict)
    if verdict.subject.kind != "task" or verdict.answer != "violated" or not code:
        return verdict
    for other in waived:
        if other.feature == verdict.feature and other.subject.kind != "task" and code <= _code(other):
            reason = f"the fault of `{other.subject.id}`, {other.reason}"
            return replace(verdict, answer="waived", reason=reason, waiver=other.waiver)
    return verdict


def _code(verdict: Verdict) -> set[Span]:
    return {citation.span for citation in verdict.citations if citation.side == "code"}


def _waiver_of(feature: str, subject: str, waivers: Iterable[Waiver]) -> Waiver | None:
    about = (one for one in waivers if subject and one.subject == subject)
    return next((one for one in about if one.feature in {"", feature}), None)


def _ended(waiver: Waiver, today: str) -> bool:
    """Whether the last day is over. Where nobody says which day it is, a waiver with an end does not hold."""
    return bool(waiver.until) and (not today or waiver.until < today)


def _lapsed(waiver: Waiver, dossier: Dossier, holding: Sequence[Waiver]) -> str:
    features = [feature for feature in dossier.features if waiver.feature in {"", feature.dir.dir}]
    concerned = [feature for feature in features if waiver.subject in _keys(feature)]
    if not concerned:
        return _gone(waiver) if _is_gone(waiver, dossier) else ""
    if waiver in holding or all(_waiver_of(one.dir.dir, waiver.subject, holding) for one in concerned):
        return ""
    return f"The waiver of `{waiver.subject}` by {waiver.by} ended on {waiver.until}"


def _gone(waiver: Waiver) -> str:
    where = f" of `{waiver.feature}`" if waiver.feature else ""
    return f"The waiver of `{waiver.subject}`{where} by {waiver.by} does nothing: there is no such subject any more"


def _is_gone(waiver: Waiver, dossier: Dossier) -> bool:
    """Whether no feature can have the subject, as far as this review has read them."""
    reviewed = {feature.dir.dir for feature in dossier.features}
    if waiver.feature:
        return waiver.feature in reviewed or waiver.feature not in dossier.known_features
    return bool(reviewed) and (waiver.source == "command" or reviewed >= set(dossier.known_features))


def _keys(feature: ReviewedFeature) -> Iterator[str]:
    return (subject.key for subject in (feature.head.subjects if feature.head else ()))
