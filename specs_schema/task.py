"""What tasks.md says."""

from typing import Literal

from specs_schema.noun import Noun
from specs_schema.subject import Subject

PathKind = Literal["file", "folder", "pattern", "placeholder"]


class TaskPath(Noun):
    """A file, folder or pattern that a task names, as written there but for a leading `./` and a line number.

    `kind` is `pattern` for `*`, `{a,b}` and elided `/.../` forms, `folder` for a trailing slash or a name
    without a file's ending, `placeholder` for `00xx_`, `[hash]` and the like that can never exist literally.
    """

    text: str
    kind: PathKind = "file"


class Task(Subject):
    """One task: a checkbox line, heading or table row, with the text that belongs to it.

    `state` is the character in the box for checkboxes; headings and table rows without one have `none`.
    """

    kind: Literal["task"] = "task"
    done: bool
    state: str = " "
    parallel: bool = False  # carries `[P]`
    story: str | None = None  # `US1`, from the label or from the phase it stands in
    labels: tuple[str, ...] = ()  # every other label, as written
    phase: str = ""  # the heading of its phase
    paths: tuple[TaskPath, ...] = ()
    symbols: tuple[str, ...] = ()  # identifiers in back-ticks that are no paths
    cites: tuple[str, ...] = ()  # ids of subjects named in its text: FR-003, SC-002, US1/AC2
    depends_on: tuple[str, ...] = ()  # task ids
    convergence: bool = False  # from a phase that `/speckit.converge` appended
    id_given: bool = True  # False: the document has no id and `id` is heading plus ordinal
