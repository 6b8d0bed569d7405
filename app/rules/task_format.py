"""What Spec Kit's format asks of one task line, and the line that would be right where that is certain."""

import re
from dataclasses import dataclass
from typing import Final

from specs_schema.speckit.task_line import read_line, without_marker
from specs_schema.speckit.words import PHASE
from specs_schema.task import Task

_STORY_PHASE = re.compile(
    r"(?:\w+\s+)?Phase\s+\d+\s*[:.–—-]\s*(?:User\s+Story\s+|US-?)0*(?P<number>\d+)(?![\d.])", re.IGNORECASE
)
_SHARED_PHASE = re.compile(r"(?:\w+\s+)?Phase\s+\d+\s*[:.–—-]\s*(?:Setup|Foundational|Polish)\b", re.IGNORECASE)
# A phase for several stories, or for a story and what comes after it, says nothing about one label.
_MIXED = re.compile(
    r"\bUS-?\s?\d|User\s+Stor(?:y|ies)\s+\d|\b(?:polish|setup|all)\b|^\s*(?:[&+,/]|and\b)", re.IGNORECASE
)
_STORY = re.compile(r"US-?\s?0*(\d+(?:\.\d+)*)", re.IGNORECASE)
_JOINED_IDS = re.compile(r"T-?\d+[a-z]?\s?[–—/+&,-]\s?T-?\d+")
_CANONICAL = re.compile(
    r"(?P<head>\s*[-*+] \[[ xX]\] (?P<mark>\*\*)?T\d{3,}[a-z]?(?(mark)\*\*)(?: \[P\])?)(?P<rest> (?!\[).+)"
)
_BROKEN_BOX = re.compile(r"(?P<indent>\s*)(?P<bullet>[-*+])\s*\[\s?(?P<tick>[xX ]?)\s?\]\s*(?P<rest>T\d{3,}(?!\w).*)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a task line, as the end of a sentence; `line` is the right one where it is certain."""

    what: str
    line: str | None = None

    def about(self, task: Task) -> str:
        """The task, as the beginning of the sentence."""
        return f"`{task.id}`" if task.id_given else "A task"


NO_ID: Final = Fault("without an id")
NO_BOX: Final = Fault("without a box")
TWO_IDS: Final = Fault("with two ids on one line")
SHARED: Final = Fault("with the label of a story in a phase that is for all of them")
WRONG_LABEL: Final = Fault("with the label of another story than its phase")
NO_LABEL: Final = "without the label of the story of its phase"


@dataclass(frozen=True, slots=True)
class Habits:
    """Whether any task of the list has an id of its own, and whether any has a box."""

    named: bool
    boxed: bool


def fault_of(task: Task, line: str, habits: Habits) -> Fault | None:
    """What is wrong with `task`, whose first line is `line`."""
    if not task.id_given:
        # Boxes outside the phases are lists of things to check, where the tasks have ids.
        return NO_ID if not habits.named or PHASE.match(task.phase) else None
    if task.state == "none" and not task.done:
        # Where the tasks have boxes, a heading with an id is the group that some of them stand in.
        return None if habits.boxed else NO_BOX
    if _JOINED_IDS.match(task.id):
        return TWO_IDS
    return _fault_of_label(task, line)


def mended_box(line: str) -> str | None:
    """The line of a task whose box or bullet lacks a space or has one too many, as Spec Kit writes it."""
    found = _BROKEN_BOX.fullmatch(line)
    if found is None:
        return None
    right = f"{found['indent']}{found['bullet']} [{found['tick'].strip() or ' '}] {found['rest']}"
    return right if right != line else None


def _fault_of_label(task: Task, line: str) -> Fault | None:
    labels = {f"US{story[1]}" for label in read_line(without_marker(line)).labels if (story := _STORY.match(label))}
    if _SHARED_PHASE.match(task.phase):
        return SHARED if labels and not _STORY.search(task.phase) else None
    phase = _STORY_PHASE.match(task.phase)
    if phase is None or _MIXED.search(task.phase[phase.end() :]):
        return None
    story = f"US{phase['number']}"
    if not labels:
        return Fault(NO_LABEL, _labelled(line, story))
    return None if any(label.partition(".")[0] == story for label in labels) else WRONG_LABEL


def _labelled(line: str, story: str) -> str | None:
    found = _CANONICAL.fullmatch(line)
    return f"{found['head']} [{story}]{found['rest']}" if found else None
