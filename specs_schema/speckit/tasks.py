"""tasks.md: checkbox lines, headings and table rows that are tasks, with the text that belongs to each."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from specs_schema.markdown import Document, fold, plain
from specs_schema.problem import SpecProblem
from specs_schema.speckit.dependencies import depends_on, inline
from specs_schema.speckit.ids import Ids, cites, unique, unreadable
from specs_schema.speckit.task_line import TaskLine, in_order, read_line, without_marker
from specs_schema.speckit.task_paths import paths_of, symbols_of
from specs_schema.speckit.unread import unread_lines
from specs_schema.speckit.words import CONVERGENCE, PHASE, USER_STORY
from specs_schema.task import Task

_STORY_NUMBER = re.compile(r"\bUS-?0*(\d+(?:\.\d+)*)\b")
_NUMBER = re.compile(r"(?<![\d.])0*(\d+(?:\.\d+)*)")
# `### T001-T003 in parallel` and `# T001 is unchecked` speak about tasks; they are none.
_ABOUT_TASKS = re.compile(
    r"(?:\([^()]*\)\s*)?(?:(?:[–—,&+/]|-(?=T)|and\b|or\b|to\b|through\b)?\s*[`*_]*(?:T-?\d|TASK-?\d)"
    r"|(?:is|are|was|before|after|depends|can)\b)",
    re.IGNORECASE,
)
_DONE_HEADING = re.compile(r"[✅☑✔]|\[[xX]\]")
_ID_CELL = re.compile(r"[*_`~\[]*(T-?\d+(?:\.\d+)*[A-Za-z]?|TASK-\d+[a-z]?)[*_`~\]]*")
_ID_HEADER = re.compile(r"id|task|tarefa|tarea|aufgabe|t[âa]che|#|no\.?$|任务|タスク|작업|задача", re.IGNORECASE)
_DONE_CELL = re.compile(r"\[\s*[xX]\s*\]|✅|☑|✔|(?:done|completed?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a task begins: a line of a block, and what that line says."""

    block: int
    offset: int  # lines of the block's text before it
    line: TaskLine


@dataclass(slots=True)
class _Starts:
    """The beginnings of tasks by block, in document order."""

    document: Document
    any_id: bool
    by_block: dict[int, list[_Start]] = field(default_factory=dict[int, list[_Start]])

    def ids(self) -> set[str]:
        """The ids seen so far."""
        return {start.line.id for starts in self.by_block.values() for start in starts} - {""}

    def add(self, start: _Start) -> None:
        """Take up one more."""
        starts = self.by_block.setdefault(start.block, [])
        starts.append(start)
        starts.sort(key=lambda one: one.offset)

    def encloses(self, start: _Start) -> bool:
        """Whether the line belongs to a task: one above it in its block, in an item around it, or a heading.

        Of lines that CommonMark takes for one paragraph, those that are indented alike stand side by side.
        """
        block = self.document.blocks[start.block]
        deep = [len(line) - len(line.lstrip()) for line in block.text.split("\n")]
        above = (other.offset for other in self.by_block.get(start.block, ()) if other.offset < start.offset)
        if any(deep[offset] < deep[start.offset] for offset in above):
            return True
        if any(index in self.by_block for index in block.section):
            return True
        parent = block.parent
        while parent is not None and parent not in self.by_block:
            parent = self.document.blocks[parent].parent
        return parent is not None


def read_tasks(document: Document) -> tuple[tuple[Task, ...], tuple[SpecProblem, ...]]:
    """Every task of the document in its order, and what looks like one and could not be read."""
    starts = _find_starts(document)
    drafts = [_task(starts, start) for index in sorted(starts.by_block) for start in starts.by_block[index]]
    known = {task.id for task in drafts}
    related = depends_on(document, known)
    ids = Ids()
    tasks = [ids.take(_with_dependencies(task, related, known), given=task.id_given) for task in _named(drafts)]
    empty = [_empty(task) for task in tasks if not task.text]
    return tuple(tasks), (*ids.problems, *empty, *unread_lines(document, tasks))


def _find_starts(document: Document) -> _Starts:
    starts = _Starts(document, any_id=_has_other_ids(document))
    lines = _notes_unnamed([*_lines(document, any_id=starts.any_id)])
    for start in lines:
        if start.line.boxed and start.line.id:
            starts.add(start)
    boxed = starts.ids()
    for start in [*_headings(document), *_rows(document)]:
        if start.line.id not in boxed:
            starts.add(start)
    items = [start for start in lines if start.offset or document.blocks[start.block].kind == "item"]
    for start in items:
        if start.line.boxed and not start.line.id and not starts.encloses(start):
            starts.add(start)
    if not starts.by_block:
        # No box anywhere: a plain list of ids is the task list.
        for start in items:
            if start.line.id:
                starts.add(start)
    return starts


def _notes_unnamed(lines: list[_Start]) -> list[_Start]:
    """The lines, without the id of boxes that speak about tasks: `- [ ] T005 + T006 can run together`."""
    tasks = {start.line.id for start in lines if start.line.boxed and not _speaks_about_tasks(start.line)}
    return [
        replace(start, line=replace(start.line, id="", rest=f"{start.line.id} {start.line.rest}"))
        if start.line.id in tasks and _speaks_about_tasks(start.line)
        else start
        for start in lines
    ]


def _has_other_ids(document: Document) -> bool:
    """Whether most boxes carry an id of another form than `T001` (`FE-12`, `1.3`), and none carries that."""
    boxes = [line for start in _lines(document, any_id=False) if (line := start.line).boxed]
    if any(line.id for line in boxes):
        return False
    named = [start.line.id for start in _lines(document, any_id=True) if start.line.boxed and start.line.id]
    forms = Counter(re.sub(r"[\d.]+", "", name) for name in named)
    return bool(forms) and forms.most_common(1)[0][1] * 2 > len(boxes)


def _lines(document: Document, *, any_id: bool) -> Iterator[_Start]:
    """The lines on which a task can begin: the first of an item or paragraph, later ones with box and id."""
    for index, block in enumerate(document.blocks):
        if block.kind not in {"item", "paragraph"}:
            continue
        lines = block.text.split("\n")
        lead = next((offset for offset, text in enumerate(lines) if text.strip()), 0)
        for offset, text in enumerate(lines[lead:], start=lead):
            line = read_line(without_marker(text), any_id=any_id)
            if line.state in "✅☑✔" and block.kind != "item":
                line = replace(line, state="none")
            marked = without_marker(text) != text  # CommonMark takes it for a continuation: indented too far
            if offset == lead or (line.boxed and (line.id or marked)):
                yield _Start(index, offset, line)


def _speaks_about_tasks(line: TaskLine) -> bool:
    """Whether the line names several tasks, or says something about one, rather than being one."""
    return line.id != "" and (_ABOUT_TASKS.match(line.rest) is not None or re.search(r"[–—-]\s?T", line.id) is not None)


def _headings(document: Document) -> Iterator[_Start]:
    for index, block in enumerate(document.blocks):
        if block.kind == "heading" and not block.quoted and block.level > 1:
            line = read_line(block.text)
            if line.id and not _speaks_about_tasks(line):
                if _DONE_HEADING.search(line.rest):
                    line = replace(line, state="x")
                yield _Start(index, 0, line)


def _rows(document: Document) -> Iterator[_Start]:
    """Rows of a table of tasks: an id in one of the first two cells, below a header that promises ids."""
    for index, block in enumerate(document.blocks):
        for position, cell in enumerate(block.cells[:2] if block.header else ()):
            name = _ID_CELL.fullmatch(cell.strip())
            if name and _ID_HEADER.match(plain(block.header[position])) and len(block.cells) > 1:
                rest = [other for other in block.cells if other != cell]
                done = any(_DONE_CELL.match(plain(other)) for other in rest)
                labels = unique(label for other in rest for label in re.findall(r"\[(P|US\d+)\]", other))
                yield _Start(index, 0, TaskLine(name[1], "x" if done else "none", labels, " | ".join(rest)))
                break


def _task(starts: _Starts, start: _Start) -> Task:
    document, block = starts.document, starts.document.blocks[start.block]
    text, last = _body(starts, start)
    line = start.line
    headings = [fold(plain(heading.text)) for heading in document.headings(block)]
    phase = _phase(headings)
    return Task(
        id=line.id,
        text=text,
        span=document.span_of(block.first + start.offset, last),
        done=line.done or (block.kind == "heading" and _all_ticked(starts, start.block)),
        state="none" if block.kind in {"heading", "row"} and not line.done else line.state,
        parallel="P" in line.labels,
        story=line.story or _story(headings),
        labels=tuple(label for label in line.labels if label not in {"P", line.story}),
        phase=phase,
        paths=paths_of(text),
        symbols=symbols_of(text),
        cites=cites(text),
        depends_on=inline(text),
        convergence=CONVERGENCE.search(phase) is not None,
        id_given=bool(line.id),
    )


def _body(starts: _Starts, start: _Start) -> tuple[str, int]:
    """The text of the task on one line, and the last line of its span.

    Everything inside the item or below the heading belongs to it, but for tasks of their own and fenced code.
    The span ends where the first of those tasks begins.
    """
    document, block = starts.document, starts.document.blocks[start.block]
    siblings = starts.by_block[start.block]
    following = siblings[siblings.index(start) + 1 :]
    own = block.text.split("\n")[start.offset + 1 : following[0].offset if following else None]
    if block.kind in {"row", "heading"}:
        own = []
    parts = [start.line.rest, *own]
    last = block.first + start.offset + len(own)
    index = start.block + 1
    closed = bool(following)
    while index < block.end and not following:
        inner = document.blocks[index]
        if index in starts.by_block:
            closed, index = True, inner.end
            continue
        if inner.kind in {"item", "paragraph", "row"}:
            parts.append(read_line(inner.text).rest if read_line(inner.text).boxed else inner.text)
        own_end = inner.first + inner.text.count("\n") if inner.kind == "item" else inner.last
        last = last if closed else max(last, own_end)
        index += 1
    return fold(" ".join(parts)), last


def _all_ticked(starts: _Starts, heading: int) -> bool:
    """Whether every box below a heading is ticked, and there is one."""
    document = starts.document
    boxes = [
        line.done
        for index in document.under(heading)
        if document.blocks[index].kind == "item" and (line := read_line(document.blocks[index].text)).boxed
    ]
    return bool(boxes) and all(boxes)


def _phase(headings: list[str]) -> str:
    """The innermost heading that calls itself a phase; else the outermost below the title."""
    named = [heading for heading in headings if PHASE.search(heading)]
    return named[-1] if named else (headings[1:2] or headings or [""])[0]


def _story(headings: list[str]) -> str | None:
    """The story that a heading names: `Phase 3: User Story 1 - Title`, `Implementation for US2`."""
    for heading in reversed(headings):
        if short := _STORY_NUMBER.search(heading):
            return f"US{short[1]}"
        if (words := USER_STORY.search(heading)) and (number := _NUMBER.search(heading, words.end())):
            return f"US{number[1]}"
    return None


def _named(tasks: list[Task]) -> Iterator[Task]:
    """The tasks, those without an id named by their heading and their place below it."""
    counted: Counter[str] = Counter()
    for task in tasks:
        if task.id:
            yield task
        else:
            heading = task.phase or "Tasks"
            counted[heading] += 1
            yield task.model_copy(update={"id": f"{heading} #{counted[heading]}"})


def _with_dependencies(task: Task, related: dict[str, tuple[str, ...]], known: set[str]) -> Task:
    waits_for = (name for name in (*task.depends_on, *related.get(task.id, ())) if name != task.id)
    named = in_order(waits_for, known)
    return task.model_copy(update={"depends_on": named}) if named != task.depends_on else task


def _empty(task: Task) -> SpecProblem:
    return unreadable(
        task.span, f"Task `{task.id}` says nothing", f"Say in `{task.id}` what is to be done, or remove it", task.id
    )
