"""Report → what completes the check run, within what GitHub takes."""

from collections.abc import Collection, Sequence
from typing import Final, Literal

from app.domain.check import Annotation, Button, CheckOutput
from app.domain.review import Reviewed
from app.rules.catalogue import by_code
from app.stages.defuse import plain
from app.stages.links import Links
from app.stages.markdown import TABLE_HEAD, TABLE_TITLE, Page, page, table
from app.stages.told import Told
from specs_schema.report import Report, ReportedFinding, Severity

__all__ = [
    "ACCEPT",
    "LONGEST_TEXT",
    "VERIFY",
    "VERIFY_FULL",
    "Links",
    "Told",
    "annotations",
    "buttons",
    "fit",
    "publication",
]

# https://docs.github.com/en/rest/checks/runs: 65,535 characters each for summary and text, 50 annotations a request.
# GitHub refuses more bytes than that too (github/docs #35252), so bytes are what is counted.
LONGEST_TEXT: Final = 65_535
MOST_ANNOTATIONS: Final = 50
_LONGEST_TITLE: Final = 250

_LEVELS: Final[dict[Severity, Literal["notice", "warning", "failure"]]] = {
    "error": "failure",
    "warning": "warning",
    "notice": "notice",
}
VERIFY: Final = Button(identifier="verify", label="Review again", description="Review this commit once more")
VERIFY_FULL: Final = Button(
    identifier="verify_full", label="Review everything", description="Ask again, remembered verdicts aside"
)
ACCEPT: Final = Button(identifier="accept", label="Accept spec change", description="Accept what this change weakens")
_NOTHING: Final = Told()
_NOTE: Final = len(f"{TABLE_TITLE}{TABLE_HEAD}") + 200  # room for the table's head and for what is said of the rest


def publication(reviewed: Reviewed, links: Links, told: Told = _NOTHING) -> CheckOutput:
    """The completed check run that tells the report. What an inline comment tells is no annotation."""
    report = reviewed.report
    summary, text = fit(page(report, links, told, first_contact=reviewed.first_contact))
    return CheckOutput(
        conclusion=reviewed.conclusion,
        title=plain(report.title, _LONGEST_TITLE),
        summary=summary,
        text=text,
        annotations=annotations(report, told.fingerprints),
        buttons=buttons(reviewed),
    )


def buttons(reviewed: Reviewed) -> tuple[Button, ...]:
    """What can be pressed below the check. Accepting is offered only while a change of the spec waits for it."""
    return (VERIFY, VERIFY_FULL, ACCEPT) if reviewed.acceptable else (VERIFY, VERIFY_FULL)


def annotations(report: Report, told: Collection[str] = ()) -> tuple[Annotation, ...]:
    """At most 50, the most important first, for what no comment tells.

    What is about the change as a whole stands in the summary alone.
    """
    left = (finding for finding in report.findings if finding.fingerprint not in told)
    shown = [finding for finding in left if (rule := by_code(finding.rule)) and rule.annotated]
    return tuple(_annotation(finding) for finding in shown[:MOST_ANNOTATIONS])


def fit(whole: Page, limit: int = LONGEST_TEXT) -> tuple[str, str]:
    """Summary and text, each within `limit` bytes.

    Findings, then the table, begin in the summary, go on in the text, and are cut at a finding or row that says
    how many are missing.
    """
    if _size(whole.whole()) <= limit:
        return whole.whole(), ""
    lead = _cut(whole.lead, limit // 2)
    told, findings = _taken(whole.findings, limit - _size(lead) - _NOTE)
    parts = [lead, *told]
    shown, rows = ((), whole.rows) if findings else _taken(whole.rows, limit - _size(_joined(parts)) - _NOTE, glue=0)
    if shown:
        parts.append(table(shown))
    if findings or rows:
        parts.append("The rest stands in the details below.")
    return _joined(parts), _details(findings, rows, whole.rest, limit)


def _details(findings: Sequence[str], rows: Sequence[str], rest: Sequence[str], limit: int) -> str:
    """What the summary had no room for: of the findings at most a half, of what closes the report a third."""
    closing, _ = _taken(rest, limit // 3)
    told, untold = _taken(findings, limit // 2 - _NOTE)
    parts = [*told, *_missing(len(untold), "finding")]
    room = limit - _size(_joined(parts)) - _size(_joined(closing)) - _NOTE
    shown, hidden = _taken(rows, room, glue=0)
    parts.extend([table(shown)] if shown else [])
    parts.extend(_missing(len(hidden), "row"))
    return _joined([*parts, *closing])


def _missing(number: int, noun: str) -> list[str]:
    return [f"{number} more {noun}{'' if number == 1 else 's'} did not fit."] if number else []


def _taken(parts: Sequence[str], room: int, glue: int = 2) -> tuple[Sequence[str], Sequence[str]]:
    """The first of `parts` that fit into `room` bytes, with so many bytes between them, and the others."""
    taken = 0
    for number, part in enumerate(parts):
        taken += _size(part) + glue
        if taken > room:
            return parts[:number], parts[number:]
    return parts, ()


def _joined(parts: Sequence[str]) -> str:
    return "\n\n".join(parts) + "\n"


def _size(text: str) -> int:
    return len(text.encode("utf-8"))


def _cut(text: str, limit: int) -> str:
    """The paragraphs of `text` that fit."""
    return "\n\n".join(_taken(text.split("\n\n"), limit)[0])


def _annotation(finding: ReportedFinding) -> Annotation:
    return Annotation(
        path=finding.path,
        start_line=finding.line,
        end_line=finding.end_line,
        level=_LEVELS[finding.severity],
        title=plain(f"{finding.name} ({finding.rule})", _LONGEST_TITLE),
        message=f"{plain(finding.message, 2_000)}\n\nhint: {plain(finding.hint, 1_000)}",
    )
