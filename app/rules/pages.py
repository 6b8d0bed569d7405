"""What the page of a rule says, in parts, and all rules as a list."""

import difflib
import re
from typing import Final

from pydantic import BaseModel, ConfigDict

from app.domain.rule import Rule
from app.rules.catalogue import RULES, by_code, page
from specs_schema.report import Severity

_NEAREST: Final = 3
_DIGITS: Final = str.maketrans("OIL", "011")
_HEADING: Final = re.compile(r"^# (.+)$", re.MULTILINE)


class Listed(BaseModel):
    """One rule, as lists show it."""

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    severity: Severity
    status: str
    summary: str


def listed(rule: Rule) -> Listed:
    """The line of `rule` in a list."""
    return Listed(
        code=rule.code, name=rule.name, severity=rule.severity, status=rule.status, summary=one_line(summary(rule))
    )


def summary(rule: Rule) -> str:
    """The first sentence of the page: the pattern that the rule flags."""
    return _parts(rule)[1].split("\n\n")[0].strip()


def section(rule: Rule, heading: str) -> str:
    """What stands below one of the page's headings; empty where there is no such heading."""
    parts = _parts(rule)
    return next((parts[at + 1].strip() for at in range(2, len(parts), 2) if parts[at] == heading), "")


def one_line(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split())


def meant(name: str) -> Rule | None:
    """The rule with this code or name; case makes no difference."""
    return by_code(name.upper()) or next((rule for rule in RULES if rule.name == name.lower()), None)


def nearest(name: str) -> tuple[Rule, ...]:
    """The rules whose code or name looks most like `name`, the most alike first."""
    names = {rule.code: rule for rule in RULES} | {rule.name.upper(): rule for rule in RULES}
    asked = name.upper()[:100]
    if asked.startswith("SPEC"):  # letters that are typed for digits
        asked = "SPEC" + asked[4:].translate(_DIGITS)
    alike = difflib.get_close_matches(asked, names, n=_NEAREST, cutoff=0.5)
    return tuple(dict.fromkeys(names[one] for one in alike))


def table(pages: str = "") -> str:
    """All rules as a Markdown table; `pages` is the document whose headings the codes lead to."""
    rows = [
        f"| [{one.code}]({pages}#{one.name}-{one.code.lower()}) | {one.name} | {one.severity} | {one.status} "
        f"| {one.summary} |"
        for one in map(listed, RULES)
    ]
    return "\n".join(["| code | name | severity | status | what it flags |", "| --- | --- | --- | --- | --- |", *rows])


def _parts(rule: Rule) -> list[str]:
    """The page cut at its headings: nothing, text, heading, text, heading ..."""
    _, _, text = page(rule).partition("\n")
    first, *rest = _HEADING.split(text)
    return ["", first, *rest]
