"""checklists/*.md and quickstart.md."""

import re

from specs_schema.markdown import Document, fold, plain
from specs_schema.plan import Checklist, ChecklistItem, QuickstartStep
from specs_schema.speckit.task_line import read_line

_SHELL = frozenset({"", "bash", "sh", "shell", "console", "zsh", "powershell", "pwsh", "cmd", "text", "shell-session"})
_PROMPT = re.compile(r"^(?:\$|>|PS>)\s+")


def read_checklist(document: Document) -> Checklist:
    """Every box of a checklist, with its id where it has one (`CHK001`)."""
    items: list[ChecklistItem] = []
    for index, block in enumerate(document.blocks):
        line = read_line(block.text)
        if block.kind == "item" and line.boxed:
            inner = [
                one.text for at in range(index + 1, block.end) if not read_line((one := document.blocks[at]).text).boxed
            ]
            last = block.first + block.text.count("\n")
            labels = " ".join(f"[{label}]" for label in line.labels if f"[{label}]" not in line.rest)
            text = fold(" ".join([labels, line.rest, *inner]))
            items.append(ChecklistItem(id=line.id, text=text, done=line.done, span=document.span_of(block.first, last)))
    return Checklist(path=document.path, title=title_of(document), items=tuple(items))


def read_quickstart(document: Document) -> tuple[QuickstartStep, ...]:
    """The sections of quickstart.md that say something themselves."""
    steps: list[QuickstartStep] = []
    for index, block in enumerate(document.blocks):
        if block.kind != "heading" or block.quoted:
            continue
        own = [one for at in document.under(index) if (one := document.blocks[at]).section[-1] == index]
        prose = [one.text for one in own if one.kind in {"paragraph", "item", "row"}]
        commands = [command for one in own if one.kind == "fence" for command in _commands(one.info, one.text)]
        if prose or commands:
            last = max(one.last for one in own)
            steps.append(
                QuickstartStep(
                    title=fold(plain(block.text)),
                    text=fold(" ".join(prose)),
                    commands=tuple(commands),
                    span=document.span_of(block.first, last),
                )
            )
    return tuple(steps)


def _commands(info: str, text: str) -> list[str]:
    if info.partition(" ")[0].lower() not in _SHELL:
        return []
    joined = text.replace("\\\n", " ")
    return [
        fold(_PROMPT.sub("", line)) for line in joined.split("\n") if line.strip() and not line.lstrip().startswith("#")
    ]


def title_of(document: Document) -> str:
    """The first heading of the document on one line; empty without one."""
    headings = [block for block in document.blocks if block.kind == "heading" and not block.quoted]
    return fold(plain(headings[0].text)) if headings else ""
