"""Report → what completes the check run, within what GitHub takes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from app.domain.check import Annotation, CheckConclusion, CheckOutput
from app.rules.catalogue import by_code
from app.stages.defuse import plain
from app.stages.markdown import TABLE_HEAD, Link, Page, page
from specs_schema.report import Report, ReportedFinding, Severity

# https://docs.github.com/en/rest/checks/runs: 65,535 characters each for summary and text, 50 annotations a request.
# GitHub refuses more bytes than that too (github/docs #35252), so bytes are what is counted.
LONGEST_TEXT: Final = 65_535
MOST_ANNOTATIONS: Final = 50
_LONGEST_TITLE = 250

_LEVELS: Final[dict[Severity, Literal["notice", "warning", "failure"]]] = {
    "error": "failure",
    "warning": "warning",
    "notice": "notice",
}


@dataclass(frozen=True, slots=True)
class Links:
    """Where things are on the forge and on this service."""

    lines: Link
    rule: Callable[[str], str] | None = None


def publication(report: Report, conclusion: CheckConclusion, links: Links) -> CheckOutput:
    """The completed check run that tells `report`."""
    summary, text = fit(page(report, links.lines, links.rule))
    return CheckOutput(
        conclusion=conclusion,
        title=plain(report.title, _LONGEST_TITLE),
        summary=summary,
        text=text,
        annotations=annotations(report),
    )


def annotations(report: Report) -> tuple[Annotation, ...]:
    """At most 50, the most important first; what is about the change as a whole stands in the summary alone."""
    told = [finding for finding in report.findings if (rule := by_code(finding.rule)) and rule.annotated]
    return tuple(_annotation(finding) for finding in told[:MOST_ANNOTATIONS])


def fit(whole: Page, limit: int = LONGEST_TEXT) -> tuple[str, str]:
    """Summary and text, each within `limit` bytes.

    The table begins in the summary, goes on in the text, and is cut at a row that says how many are missing.
    """
    if _size(whole.whole()) <= limit:
        return whole.whole(), ""
    lead = _cut(whole.lead, limit)
    note = "\nThe table goes on in the details below.\n"
    first, left = _rows(whole.rows, limit - _size(lead) - _size(note) - _size(TABLE_HEAD) - 1)
    summary = f"{lead}\n{TABLE_HEAD}{first}{note}" if first else lead
    second, missing = _rows(left, limit - _size(whole.rest) - _size(TABLE_HEAD) - 80)
    tail = f"| {len(missing)} more rows did not fit | | | | |\n" if missing else ""
    table = f"{TABLE_HEAD}{second}{tail}" if second or tail else ""
    return summary, _cut(f"{table}\n{whole.rest}", limit)


def _rows(rows: tuple[str, ...], room: int) -> tuple[str, tuple[str, ...]]:
    taken = 0
    for number, row in enumerate(rows):
        taken += _size(row)
        if taken > room:
            return "".join(rows[:number]), rows[number:]
    return "".join(rows), ()


def _size(text: str) -> int:
    return len(text.encode("utf-8"))


def _cut(text: str, limit: int) -> str:
    return text if _size(text) <= limit else text.encode("utf-8")[:limit].decode("utf-8", "ignore")


def _annotation(finding: ReportedFinding) -> Annotation:
    return Annotation(
        path=finding.path,
        start_line=finding.line,
        end_line=finding.end_line,
        level=_LEVELS[finding.severity],
        title=plain(f"{finding.name} ({finding.rule})", _LONGEST_TITLE),
        message=f"{plain(finding.message, 2_000)}\n\nhint: {plain(finding.hint, 1_000)}",
    )
