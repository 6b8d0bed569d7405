"""Verdicts and findings → the published report."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Citation
from app.domain.finding import Finding, Withheld
from app.domain.usage import Usage
from app.domain.verdict import Verdict
from app.stages.acceptance import acceptable, accepted_by, weakens
from app.stages.conclude import Decision, Situation, conclude
from app.stages.mask import mask_secrets
from app.stages.spec_differences import reported_differences
from app.stages.titles import title
from specs_schema import report as published
from specs_schema.feature import Feature


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that judging brought about. `judged` is False where no model took part."""

    verdicts: tuple[Verdict, ...] = ()
    findings: tuple[Finding, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    usage: Usage = field(default_factory=Usage)
    judged: bool = False
    held_back: bool = False  # no model took part, because nobody with write access has asked for it
    notes: tuple[str, ...] = ()  # what the review says about itself


def write_report(
    dossier: Dossier, judgement: Judgement, version: str, seconds: float = 0.0
) -> tuple[published.Report, Decision]:
    """The report on the review of `dossier`, and what it means. GitHub requests are the caller's to add."""
    situation = _situation(dossier, judgement)
    decision = conclude(situation)
    facts = dossier.pull_request
    report = published.Report(
        tool=published.Tool(version=version),
        repository=facts.repository,
        base=facts.base_sha,
        head=facts.head_sha,
        merge_base=facts.merge_base,
        mode=dossier.config.mode,
        conclusion=decision.report,
        title=title(situation, decision),
        features=tuple(_feature(feature) for feature in dossier.features),
        verdicts=tuple(_verdict(verdict) for verdict in judgement.verdicts),
        findings=tuple(_finding(finding) for finding in judgement.findings),
        withheld=tuple(_withheld(one) for one in judgement.withheld),
        spec_changes=tuple(_spec_changes(dossier, judgement.findings)),
        spec_differences=reported_differences(dossier, judgement.findings),
        notes=judgement.notes,
        coverage=_coverage(dossier, judgement, situation.claimed),
        usage=_usage(judgement.usage, seconds),
    )
    return report, decision


def _situation(dossier: Dossier, judgement: Judgement) -> Situation:
    claimed = {(feature.dir.dir, claim.subject) for feature in dossier.features for claim in feature.claims}
    return Situation(
        config=dossier.config,
        has_feature=bool(dossier.features),
        verdicts=judgement.verdicts,
        findings=judgement.findings,
        claimed=len(claimed),
        judged=judgement.judged,
        held_back=judgement.held_back,
        unaccepted=len(acceptable(judgement.findings, dossier)),
    )


def _feature(feature: ReviewedFeature) -> published.ReportedFeature:
    head = feature.head or feature.base
    return published.ReportedFeature(
        dir=feature.dir.dir,
        format=feature.dir.format,
        reasons=feature.reasons,
        requirements=tuple(_subjects(head)) if head else (),
        tasks=tuple(_tasks(head, feature.newly_done)) if head else (),
        contracts=tuple(_contracts(head)) if head else (),
    )


def _subjects(head: Feature) -> Iterable[published.ReportedSubject]:
    for subject in head.subjects:
        if subject.kind not in {"task", "operation"}:
            yield published.ReportedSubject(
                id=subject.key,
                kind=subject.kind,
                text=mask_secrets(subject.text),
                path=subject.span.path,
                line=subject.span.first,
            )


def _tasks(head: Feature, newly_done: frozenset[str]) -> Iterable[published.ReportedTask]:
    for task in head.tasks:
        yield published.ReportedTask(
            id=task.key,
            text=mask_secrets(task.text),
            path=task.span.path,
            line=task.span.first,
            done=task.done,
            newly_done=task.key in newly_done,
            story=task.story,
            parallel=task.parallel,
            paths=tuple(path.text for path in task.paths),
        )


def _contracts(head: Feature) -> Iterable[published.ReportedContract]:
    for contract in head.contracts:
        yield published.ReportedContract(
            path=contract.path,
            kind=contract.kind,
            operations=tuple(
                published.ReportedOperation(id=one.key, line=one.span.first) for one in contract.operations
            ),
        )


def _verdict(verdict: Verdict) -> published.ReportedVerdict:
    return published.ReportedVerdict(
        feature=verdict.feature,
        subject=verdict.subject.key,
        kind=verdict.subject.kind,
        text=mask_secrets(verdict.subject.text),
        path=verdict.subject.span.path,
        line=verdict.subject.span.first,
        answer=verdict.answer,
        claimed_by=tuple(claim.reason for claim in verdict.claims),
        demanded=verdict.demanded,
        reason=verdict.reason or (verdict.failure.message if verdict.failure else ""),
        evidence=_evidence(verdict.citations),
        waiver=_waiver(verdict),
        remembered=verdict.remembered,
    )


def _waiver(verdict: Verdict) -> published.ReportedWaiver | None:
    waiver = verdict.waiver
    if waiver is None:
        return None
    return published.ReportedWaiver(by=waiver.by, reason=waiver.reason, until=waiver.until, source=waiver.source)


def _evidence(citations: Sequence[Citation]) -> tuple[published.ReportedEvidence, ...]:
    return tuple(
        published.ReportedEvidence(
            path=citation.span.path,
            start_line=citation.span.first,
            end_line=citation.span.last,
            quote=mask_secrets(citation.quote),  # a rule quotes the file itself
            side=citation.side,
        )
        for citation in citations
    )


def _finding(finding: Finding) -> published.ReportedFinding:
    return published.ReportedFinding(
        rule=finding.rule.code,
        name=finding.rule.name,
        severity=finding.severity,
        feature=finding.feature,
        subject=finding.subject,
        path=finding.span.path,
        line=finding.span.first,
        end_line=finding.span.last,
        message=mask_secrets(finding.message),
        hint=mask_secrets(finding.hint),
        fingerprint=finding.fingerprint,
        evidence=_evidence(finding.citations),
    )


def _withheld(withheld: Withheld) -> published.WithheldFinding:
    return published.WithheldFinding(**_finding(withheld.finding).model_dump(), why=withheld.why)


def _spec_changes(dossier: Dossier, findings: Sequence[Finding]) -> Iterator[published.ReportedSpecChange]:
    waiting = {one.fingerprint for one in acceptable(findings, dossier)}
    for finding in findings:
        by, waits = accepted_by(finding, dossier.decisions), finding.fingerprint in waiting
        if by or waits or weakens(finding):
            yield published.ReportedSpecChange(fingerprint=finding.fingerprint, accepted_by=by, waits=waits)


def _coverage(dossier: Dossier, judgement: Judgement, claimed: int) -> published.Coverage:
    skipped = [published.SkippedFile(path=path, why=why) for path, why in sorted(dossier.skipped.items())]
    judged = [verdict for verdict in judgement.verdicts if verdict.answer not in {"error", "not_claimed"}]
    remembered = sum(verdict.remembered for verdict in judged)
    return published.Coverage(
        files_changed=len(dossier.change.files),
        files_considered=len(dossier.change.files) - len(skipped),
        files_skipped=tuple(skipped),
        subjects=claimed,
        judged=len(judged),
        judged_now=len(judged) - remembered,
        remembered=remembered,
        requirements_judged=judgement.judged,
    )


def _usage(usage: Usage, seconds: float) -> published.Usage:
    return published.Usage(
        model_calls=usage.model_calls,
        input_tokens=usage.input_tokens,
        cached_input_tokens=usage.cached_input_tokens,
        output_tokens=usage.output_tokens,
        cost_usd=usage.cost_usd,
        seconds=round(seconds, 3),
    )
