"""What plan.md, checklists and quickstart.md say."""

from typing import Literal

from specs_schema.noun import Noun
from specs_schema.span import Span


class PlanEntry(Noun):
    """One bold-key line of the technical context, one row of the complexity table, one constitution gate."""

    kind: Literal["technical_context", "constitution_check", "complexity"]
    key: str
    text: str
    span: Span


class Plan(Noun):
    """plan.md: its entries, and the files and folders that its source tree names."""

    summary: str = ""
    entries: tuple[PlanEntry, ...] = ()
    structure: tuple[str, ...] = ()
    span: Span


class ChecklistItem(Noun):
    """One box of a checklist; `id` is `CHK001` or empty."""

    id: str
    text: str
    done: bool
    span: Span


class Checklist(Noun):
    """One file of checklists/."""

    path: str
    title: str
    items: tuple[ChecklistItem, ...] = ()


class QuickstartStep(Noun):
    """One section of quickstart.md that says something: its prose, and the commands of its fences."""

    title: str
    text: str = ""
    commands: tuple[str, ...] = ()
    span: Span
