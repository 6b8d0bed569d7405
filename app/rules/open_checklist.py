"""Work that begins while a checklist, which the project made a gate, is open.

# What it checks
Whether the plan's Constitution Check, or a principle of the constitution at the base branch, says in one sentence that
checklists must be complete, ticked or passed. Only then: features whose checklists have open boxes while this change
ticks a task.

# Why it matters
The gate is the project's own: questions about the requirements are to be settled before code answers them.

# Example
The constitution says `All checklists MUST be complete before implementation starts`; `checklists/requirements.md` has
four open boxes, and the change ticks T001.

```text
specs/001-answers/tasks.md:5: notice: Change ticks tasks while 4 boxes are open in
    `specs/001-answers/checklists/requirements.md`, which the project made a gate
  hint: Settle the open points and tick them, or change the gate
```

# How to fix it
Settle the open points and tick them, or change the gate.

# How to silence it
`rules: {SPEC118: off}` in `.github/speckeeper.yml`.
"""

import re
from collections.abc import Iterator

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.rules.document_quality import NAMED, listed
from specs_schema.constitution import Constitution
from specs_schema.feature import Feature
from specs_schema.plan import ChecklistItem
from specs_schema.span import Span

RULE = Rule("SPEC118", "open-checklist", "notice")

_SENTENCE = re.compile(r"[^.;!?|]+")
_CHECKLIST = re.compile(r"\bchecklists?\b(?!-template|\.md template)", re.IGNORECASE)
_DEMANDED = re.compile(r"\b(?:MUST|SHALL|REQUIRED?|has to|have to)\b|\bgates?\b|\bblock(?:s|ing|ed)?\b", re.IGNORECASE)
_FINISHED = re.compile(
    r"\b(?:complet(?:e|ed|ion)|ticked|checked|passe?d?|passing|closed|resolved|satisfied)\b", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:not|no|never|without)\b", re.IGNORECASE)


def check(dossier: Dossier) -> Iterator[Finding]:
    """One finding for each feature that is worked on behind an open gate."""
    for reviewed in dossier.features:
        head = reviewed.head
        if head is None or not reviewed.newly_done:
            continue
        opened = [item for checklist in head.checklists for item in checklist.items if not item.done]
        if opened and (gate := _gate(head, reviewed, dossier)):
            yield _finding(head, reviewed, opened, gate)


def _gate(head: Feature, reviewed: ReviewedFeature, dossier: Dossier) -> Citation | None:
    """The sentence that makes checklists a gate, and where it stands."""
    entries = head.plan.entries if head.plan else ()
    stated = [(entry.text, entry.span) for entry in entries if entry.kind == "constitution_check"]
    for constitution in dossier.constitutions:
        if _root(constitution) == reviewed.dir.root:
            stated.extend((principle.text, principle.span) for principle in constitution.principles)
    found = (Citation("spec", span, sentence) for text, span in stated if (sentence := _sentence(text)))
    return next(found, None)


def _sentence(text: str) -> str:
    for sentence in _SENTENCE.findall(text):
        demands = _DEMANDED.search(sentence) and _FINISHED.search(sentence) and not _DENIED.search(sentence)
        if demands and _CHECKLIST.search(sentence):
            return sentence.strip()
    return ""


def _root(constitution: Constitution) -> str:
    """The project that a constitution is for: what stands above `.specify/memory/` or `memory/`."""
    folder = constitution.path.removesuffix("constitution.md").removesuffix("memory/").rstrip("/")
    return folder.removesuffix(".specify").rstrip("/")


def _finding(head: Feature, reviewed: ReviewedFeature, opened: list[ChecklistItem], gate: Citation) -> Finding:
    ticked = next((task for task in head.tasks if task.key in reviewed.newly_done), None)
    files = listed([f"`{path}`" for path in dict.fromkeys(item.span.path for item in opened)])
    boxes = "box is" if len(opened) == 1 else "boxes are"
    return Finding(
        rule=RULE,
        severity=RULE.severity,
        feature=reviewed.dir.dir,
        span=ticked.span if ticked else Span(path=opened[0].span.path, first=1, last=1),
        message=f"Change ticks tasks while {len(opened)} {boxes} open in {files}, which the project made a gate",
        hint="Settle the open points and tick them, or change the gate",
        key="gate",
        citations=(gate, *(Citation("spec", item.span, item.text) for item in opened[:NAMED])),
    )
