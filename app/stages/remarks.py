"""Findings that have a place in the diff → the Markdown of their inline comments."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from app.domain.conversation import Placement, Remark
from app.stages.agent_prompt import agent_prompt
from app.stages.defuse import code, prose
from app.stages.links import Links
from app.stages.markdown import quotes, rule_name
from specs_schema.report import Report, ReportedFinding

_LONGEST_QUOTE: Final = 600
_MOST_QUOTES: Final = 3
_BACKTICKS: Final = re.compile(r"`+")
# What a command can name: without it, there is nothing that somebody could type.
_TYPEABLE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/{}~-]{0,99}")
# A change of the spec is accepted, not waived; and no waiver hides that something could not be reviewed.
_NEVER_WAIVED: Final = ("SPEC6", "SPEC9")
_ACCEPTING: Final = (
    "To let it be: somebody with write access who did not write this change presses **Accept spec change**, below the "
    "check."
)
_MARKER: Final = re.compile(r"<!-- speckeeper:(?P<fingerprint>[0-9a-f]{8,64}) -->\s*\Z")


def remarks(report: Report, placements: Sequence[Placement], links: Links) -> tuple[Remark, ...]:
    """One inline comment for each placed finding of the report, in the report's order: the most important first."""
    placed: Mapping[str, Placement] = {one.fingerprint: one for one in placements}
    told = (finding for finding in report.findings if finding.severity != "notice" and finding.fingerprint in placed)
    return tuple(_remark(finding, placed[finding.fingerprint], report, links) for finding in told)


def marker(fingerprint: str) -> str:
    """What ends a comment of ours, unseen."""
    return f"<!-- speckeeper:{fingerprint} -->"


def marked(body: str) -> str | None:
    """The fingerprint in the marker that ends `body`. Only a comment of our own is to be asked for it."""
    found = _MARKER.search(body)
    return found["fingerprint"] if found else None


def ended(body: str, head_sha: str, how: str) -> str:
    """The comment `body`, told to be over: `how` is `Fixed`, or why the finding is told no longer."""
    ending = _MARKER.search(body)
    said = body[: ending.start()].rstrip() if ending else body
    kept = f"<details><summary>What it said</summary>\n\n{said}\n\n</details>"
    parts = [f"**{how}** in {code(head_sha[:7])}", kept, ending[0].strip() if ending else ""]
    return "\n\n".join(part for part in parts if part)


def how_ended(report: Report, fingerprint: str) -> str:
    """Why `report` no longer tells a finding, as far as it says: mended, unless it is still known and withheld."""
    if any(one.fingerprint == fingerprint for one in report.withheld):
        return "No longer told"
    if any(one.fingerprint == fingerprint for one in report.findings):
        return "Told as a notice"
    return "Fixed" if report.features else "No longer told"


def _remark(finding: ReportedFinding, placement: Placement, report: Report, links: Links) -> Remark:
    waits = any(one.waits and one.fingerprint == finding.fingerprint for one in report.spec_changes)
    evidence = list(quotes(finding, links.lines, links.base(report.merge_base), _LONGEST_QUOTE))
    parts = (
        f"**{prose(finding.message, 600)}**",
        *evidence[:_MOST_QUOTES],
        f"hint: {prose(finding.hint, 400)}",
        _suggested(placement.suggestion),
        _ACCEPTING if waits else _waiving(finding),
        agent_prompt(finding),
        f"<sub>{rule_name(finding, links)} {code(finding.name)}</sub>",
        marker(finding.fingerprint),
    )
    return Remark(placement=placement, body="\n\n".join(part for part in parts if part))


def _suggested(line: str | None) -> str:
    """A committable suggestion, in a fence that nothing in the line can end."""
    if line is None:
        return ""
    fence = "`" * max(3, 1 + max((len(run) for run in _BACKTICKS.findall(line)), default=0))
    return f"{fence}suggestion\n{line}\n{fence}"


def _waiving(finding: ReportedFinding) -> str:
    if finding.rule.startswith(_NEVER_WAIVED) or not _TYPEABLE.fullmatch(finding.subject):
        return ""
    return f"To let it be: {code(f'/spec waive {finding.subject} until YYYY-MM-DD REASON')}"
