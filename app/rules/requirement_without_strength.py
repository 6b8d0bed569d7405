"""A requirement that does not say whether it must be met.

# What it checks
Functional and non-functional requirements (`FR-`, `NFR-`) that this change writes in a spec of which at least three in
four say MUST, SHALL, SHOULD or MAY, and that have no such word, nor another that demands or forbids (`cannot`, `will`,
`no`). A spec that is written without these words throughout is left alone.

# Why it matters
Where the others say MUST, one that does not may be a wish, a remark or a slip, and each reader decides for himself.

# Example
`- **FR-007**: Closing the dialog keeps the transaction running.` among requirements that say `System MUST ...`.

```text
specs/001-answers/spec.md:13: notice: 1 requirement says neither MUST nor SHOULD nor MAY: `FR-007`
  hint: Say MUST, SHOULD or MAY, or move what demands nothing out of the requirements
```

# How to fix it
Say MUST, SHOULD or MAY; move what is only an explanation out of the list of requirements.

# How to silence it
`rules: {SPEC111: off}` in `.github/speckeeper.yml`.
"""

import re
from collections.abc import Iterator, Sequence

from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.document_quality import about, counted, fresh, listed, prose
from specs_schema.feature import Feature
from specs_schema.requirement import Requirement

RULE = Rule("SPEC111", "requirement-without-strength", "notice")

_FUNCTIONAL = re.compile(r"N?FR-?\d")
_SHARE = 0.75  # of the requirements that must have a strength before the lack of one says anything
# Words that demand, forbid or permit without being those of RFC 2119, or that say why nothing is demanded.
_SAYS_ENOUGH = re.compile(
    r"\b(?:will|may|can|cannot|can't|need(?:s|ed)?|ha(?:s|ve) to|required?|mandatory|optional(?:ly)?|never|always|only|"
    r"not?|none|every|out of scope|deferr?ed|defer|removed|superseded|obsolete|withdrawn|merged|moved|reserved|n/a|tbd|"
    r"removid[oa]|pode[m]?|n[ãa]o|deve[m]?|debe[n]?|puede[n]?|muss|soll|kann|doit|peut)\b|[不需应能可须]",
    re.IGNORECASE,
)
# Text that breaks off was cut by its layout: the word may stand in what is not seen.
_ENDS = re.compile(r"[.!?:;)\]*_`|。”\"']\s*$")


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each feature with such requirements."""
    for reviewed, subjects in fresh(dossier, _functional):
        if not reviewed.head or not _has_strengths(_functional(reviewed.head)):
            continue
        before = {one.key: one.strength for one in reviewed.base.requirements} if reviewed.base else {}
        # One that had a word and lost it is told as weakened.
        bare = [one for one in subjects if _is_bare(one) and before.get(one.key) is None]
        if bare:
            lead = counted(bare, "requirement says", "requirements say")
            message = f"{lead} neither MUST nor SHOULD nor MAY: {listed([f'`{one.id}`' for one in bare])}"
            hint = "Say MUST, SHOULD or MAY, or move what demands nothing out of the requirements"
            yield about(RULE, reviewed.dir.dir, bare, message, hint)


def _functional(feature: Feature) -> tuple[Requirement, ...]:
    return tuple(one for one in feature.requirements if _FUNCTIONAL.match(one.id))


def _has_strengths(requirements: Sequence[Requirement]) -> bool:
    return sum(one.strength is not None for one in requirements) >= _SHARE * len(requirements)


def _is_bare(one: Requirement) -> bool:
    text = prose(one.text)
    return one.strength is None and bool(_ENDS.search(one.text)) and not _SAYS_ENOUGH.search(text)
