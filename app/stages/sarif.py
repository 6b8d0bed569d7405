"""Report → SARIF 2.1.0: for GitHub's code scanning, editors and other viewers."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from app.rules.catalogue import RULES
from app.stages import sarif_model as sarif
from app.stages.defuse import plain
from app.stages.links import Links
from app.stages.markdown import old_text
from app.stages.mask import shown
from app.stages.sarif_limits import GITHUB, Limits, fitting
from app.stages.sarif_rules import LEVELS, descriptor
from specs_schema.report import Report, ReportedEvidence, ReportedFinding, ReportedVerdict, WithheldFinding

_FINGERPRINT: Final = "speckeeper/v1"
_RANK: Final = {"error": 0, "warning": 1, "notice": 2}
_INDEX: Final = {rule.code: place for place, rule in enumerate(RULES)}
_UNRESERVED: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_MOST_PLACES: Final = 100  # of one result; GitHub shows no more
_MOST_NOTES: Final = 100  # of one kind
_NOWHERE: Final = Links()


def as_sarif(
    report: Report, links: Links = _NOWHERE, forge: str = "", *, withheld: bool = True, limits: Limits = GITHUB
) -> str:
    """The report as the text of a SARIF file, errors first.

    `forge` is the repository's address; without it, the file does not say where the commits are. Without `withheld`
    only what is told is in it: GitHub shows suppressed results as open alerts.
    """
    results = [_result(one) for one in sorted(report.findings, key=lambda one: _RANK[one.severity])]
    if withheld:
        results.extend(_suppressed(one) for one in report.withheld)
    return fitting(results, lambda kept, left_out: _log(report, links, forge, kept, left_out), limits)


def _log(report: Report, links: Links, forge: str, results: Sequence[sarif.Result], left_out: str) -> str:
    """The file with these results, and a notification about those that had no room."""
    run = sarif.Run(
        tool=sarif.Tool(driver=_driver(report, links.rule)),
        invocations=(_invocation(report, left_out),),
        automation_details=sarif.Automation(id="speckeeper/"),
        version_control_provenance=(_revision(report, forge),) if forge else None,
        original_uri_base_ids={sarif.ROOT: sarif.Artifact(description=sarif.Text(text="The top of the repository"))},
        results=tuple(results),
        properties=sarif.RunProperties(
            repository=report.repository,
            base=report.base,
            head=report.head,
            merge_base=report.merge_base,
            mode=report.mode,
            conclusion=report.conclusion,
            title=plain(report.title),
        ),
    )
    return sarif.Log(runs=(run,)).text()


def _driver(report: Report, address: Callable[[str], str] | None) -> sarif.Component:
    return sarif.Component(
        name=report.tool.name,
        version=report.tool.version,
        rules=tuple(descriptor(rule, address(rule.code) if address else None) for rule in RULES),
    )


def _revision(report: Report, forge: str) -> sarif.Revision:
    return sarif.Revision(
        repository_uri=forge,
        revision_id=report.head,
        mapped_to=sarif.Artifact(uri_base_id=sarif.ROOT),
        properties=sarif.RevisionProperties(base=report.base, merge_base=report.merge_base),
    )


def _result(finding: ReportedFinding) -> sarif.Result:
    return sarif.Result(
        rule_id=finding.rule,
        rule_index=_INDEX.get(finding.rule),
        level=LEVELS[finding.severity],
        message=_message(finding.message, 1_000),
        locations=(_location(finding.path, finding.line, finding.end_line),),
        related_locations=tuple(_related(finding)) or None,
        partial_fingerprints={_FINGERPRINT: finding.fingerprint},
        properties=sarif.ResultProperties(
            feature=plain(finding.feature),
            subject=plain(finding.subject),
            hint=plain(finding.hint, 600),
            searched=tuple(plain(shown(one.quote), 1_500) for one in finding.evidence if one.side == "search"),
        ),
    )


def _suppressed(finding: WithheldFinding) -> sarif.Result:
    suppression = sarif.Suppression(justification=plain(finding.why, 600))
    return _result(finding).model_copy(update={"suppressions": (suppression,)})


def _related(finding: ReportedFinding) -> Iterator[sarif.Location]:
    """The quotes, each at its lines: those of the spec, of the claim and of the code."""
    old = old_text(finding)
    quoted = [one for one in finding.evidence if one.side != "search"][:_MOST_PLACES]
    for number, evidence in enumerate(quoted):
        yield _quoted(evidence, number, before=evidence is old)


def _quoted(evidence: ReportedEvidence, number: int, *, before: bool) -> sarif.Location:
    """A quote. The lines of the old text are those of the merge base, and would be others at head."""
    name = "spec before" if before else evidence.side
    place = _location(evidence.path, evidence.start_line, evidence.end_line)
    if before:
        place = sarif.Location(physical_location=sarif.Physical(artifact_location=_artifact(evidence.path)))
    said = _message(f"{name}: {shown(evidence.quote)}", 1_500)
    return place.model_copy(update={"id": number, "message": said})


def _location(path: str, first: int, last: int) -> sarif.Location:
    region = sarif.Region(start_line=first, end_line=max(first, last))
    return sarif.Location(physical_location=sarif.Physical(artifact_location=_artifact(path), region=region))


def _artifact(path: str) -> sarif.Artifact:
    octets = path.encode("utf-8", "surrogateescape")
    uri = "".join(chr(one) if one in _UNRESERVED else f"%{one:02X}" for one in octets)
    return sarif.Artifact(uri=uri, uri_base_id=sarif.ROOT)


def _message(text: str, limit: int) -> sarif.Text:
    """Plain text. `[words](target)` would be a link in it, so such brackets are escaped as SARIF says."""
    line = plain(text, limit)
    return sarif.Text(text=line.replace("[", "\\[").replace("]", "\\]") if "](" in line else line)


def _invocation(report: Report, left_out: str) -> sarif.Invocation:
    notes = [_note("note", text) for text in (*_unconfigured(report), *report.notes)]
    if left_out:
        notes.append(_note("warning", left_out))
    return sarif.Invocation(
        execution_successful=report.conclusion != "incomplete",
        tool_configuration_notifications=tuple(notes),
        tool_execution_notifications=tuple(_unjudged(report)),
    )


def _note(level: sarif.Level, text: str) -> sarif.Notification:
    return sarif.Notification(level=level, message=_message(text, 600))


def _unconfigured(report: Report) -> Iterator[str]:
    """What was not judged because nobody asked for it to be."""
    coverage = report.coverage
    if report.features and not coverage.requirements_judged:
        yield f"Requirements were not judged: no model took part; {coverage.subjects} subjects are claimed"
    for skipped in coverage.files_skipped[:_MOST_NOTES]:
        yield f"`{skipped.path}` was not considered: {skipped.why}"
    if len(coverage.files_skipped) > _MOST_NOTES:
        yield f"{len(coverage.files_skipped) - _MOST_NOTES} changed files more were not considered"


def _unjudged(report: Report) -> Iterator[sarif.Notification]:
    """The subjects to which there is no answer, the failures before what is merely not settled."""
    asked = [one for one in report.verdicts if one.answer in {"error", "unsure"}]
    for verdict in sorted(asked, key=lambda one: one.answer)[:_MOST_NOTES]:
        yield _unanswered(verdict)
    if len(asked) > _MOST_NOTES:
        more = f"{len(asked) - _MOST_NOTES} subjects more have no answer"
        yield _note("warning", more)


def _unanswered(verdict: ReportedVerdict) -> sarif.Notification:
    state = "was not judged" if verdict.answer == "error" else "is not settled"
    reason = f": {verdict.reason}" if verdict.reason else ""
    return sarif.Notification(
        level="warning" if verdict.answer == "error" else "note",
        message=_message(f"`{verdict.subject}` of `{verdict.feature}` {state}{reason}", 600),
        locations=(_location(verdict.path, verdict.line, verdict.line),),
    )
