"""A success criterion that speaks of more or less and gives no number.

# What it checks
Success criteria that this change writes and that ask for less, more, faster or better, without a number or a word that
takes its place (`zero`, `all`, `every`, `none`). A criterion that a test can decide (`the list is empty after
sign-out`) needs no number and is left alone: read on real specs, seven in ten criteria have none and nearly all of
these are fine. English only.

# Why it matters
`Sign-in is faster` is met by a microsecond, and by nothing that anybody agreed on.

# Example
`- **SC-003**: Support requests are reduced` where `... by half within a month` is meant.

```text
specs/001-answers/spec.md:11: notice: 1 success criterion asks for more or less without a number: `SC-003`
  hint: Give the number and what it is compared with
```

# How to fix it
Give the number, its unit and what it is compared with.

# How to silence it
`rules: {SPEC115: off}` in `.github/speckeeper.yml`.
"""

import re
from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.document_quality import about, counted, fresh, listed, prose
from specs_schema.feature import Feature
from specs_schema.requirement import SuccessCriterion

RULE = Rule("SPEC115", "criterion-without-number", "notice")

_AMOUNT = re.compile(
    r"(?<![\w-])(?:faster|slower|quicker|fewer|better|worse|quickly|rapidly|promptly|efficiently|performant|"
    r"improv(?:es?|ed|ement)|reduc(?:es?|ed|tion)|decreas(?:es?|ed)|increas(?:es?|ed)|"
    r"most (?:users|customers|developers)|(?:the|a) majority of)(?![\w-])",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\d|\b(?:zero|no|none?|not|nothing|all|every|each|any|one|two|three|four|five|six|ten|half|twice|never|always|"
    r"without|only|both|single|same|identical|exact\w*|cannot|fail(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each feature with such criteria."""
    for reviewed, criteria in fresh(dossier, _criteria):
        found = [one for one in criteria if _AMOUNT.search(prose(one.text)) and not _MEASURED.search(one.text)]
        if found:
            lead = counted(found, "success criterion asks", "success criteria ask")
            names = listed([f"`{one.id}`" for one in found])
            message = f"{lead} for more or less without a number: {names}"
            yield about(RULE, reviewed.dir.dir, found, message, "Give the number and what it is compared with")


def _criteria(feature: Feature) -> tuple[SuccessCriterion, ...]:
    return feature.success_criteria
