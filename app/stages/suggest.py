"""The fix that a rule knows, as the text that replaces one line of head. Never text of the model."""

import re
from collections.abc import Mapping
from typing import Final

from app.domain.finding import Finding
from app.stages.mask import shown
from specs_schema.span import Span

# A task that is ticked and not done: the box can be emptied again.
_UNTICKS: Final = frozenset({"SPEC301", "SPEC302"})
_TICKED: Final = re.compile(r"(?P<before>\s*(?:[-*+]|\d{1,9}[.)])\s+\[)[xX](?P<after>\].*)")
# What nobody sees, or sees in another order than it is stored, is nothing to commit at a click.
_UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffd\ud800-\udfff]"
)
_LONGEST: Final = 2_000


def suggestion(finding: Finding, texts: Mapping[str, str]) -> tuple[Span, str] | None:
    """The one line at head that the fix replaces, and what with; None where no rule knows it.

    `texts` are files at head. The line is the first one of the finding: where a task is unticked, nothing but its box
    is changed in it, else it is what the rule is certain of (`Finding.fix`).
    """
    line = _line(texts.get(finding.span.path, ""), finding.span.first)
    right = _unticked(line) if finding.rule.code in _UNTICKS else finding.fix
    if right is None or right == line or not _may_be_shown(line) or not _may_be_shown(right):
        return None
    return Span(path=finding.span.path, first=finding.span.first, last=finding.span.first), right


def _unticked(line: str) -> str | None:
    box = _TICKED.fullmatch(line)
    return f"{box['before']} {box['after']}" if box else None


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1] if number <= len(lines) else ""


def _may_be_shown(line: str) -> bool:
    """Whether the line can be repeated as it stands: short, visible, and without anything that is masked."""
    return len(line) <= _LONGEST and not _UNSEEN.search(line) and shown(line) == line
