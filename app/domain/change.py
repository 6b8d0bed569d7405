"""What a pull request changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

FileStatus = Literal["added", "modified", "deleted", "renamed", "copied", "type_changed"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a hunk. A number is None on the side where the line does not exist."""

    kind: Literal["added", "removed", "context"]
    old_number: int | None
    new_number: int | None
    text: str  # without line ending


@dataclass(frozen=True, slots=True)
class Hunk:
    """A run of changed lines with their context, as Git shows it."""

    old_start: int
    old_count: int
    new_start: int
    new_count: int
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One file of a change.

    `path` is the path at head, or at base for a deleted file. `unread` says why a file that has changes
    has no hunks here (too large, binary, absent ...): such a file is never taken for unchanged.
    """

    path: str
    status: FileStatus
    old_path: str | None = None  # for renamed and copied files
    hunks: tuple[Hunk, ...] = ()
    binary: bool = False
    submodule: bool = False
    old_mode: str = ""
    new_mode: str = ""
    old_oid: str = ""
    new_oid: str = ""
    added: int = 0
    removed: int = 0
    unread: str = ""

    def added_lines(self) -> Iterator[tuple[int, str]]:
        """Number at head and text of every added line."""
        for hunk in self.hunks:
            for line in hunk.lines:
                if line.kind == "added" and line.new_number is not None:
                    yield line.new_number, line.text

    def in_hunk(self, number: int) -> bool:
        """Whether a review comment on line `number` at head would be accepted by GitHub."""
        return any(hunk.new_start <= number < hunk.new_start + hunk.new_count for hunk in self.hunks)


@dataclass(frozen=True, slots=True)
class Change:
    """All that lies between merge base and head."""

    files: tuple[ChangedFile, ...] = ()

    def file(self, path: str) -> ChangedFile | None:
        """The changed file that is at `path` at head, or was there and is deleted."""
        return next((file for file in self.files if file.path == path), None)

    @property
    def paths(self) -> frozenset[str]:
        """Every path the change touches, on both sides of a rename."""
        new = {file.path for file in self.files}
        return frozenset(new | {file.old_path for file in self.files if file.status == "renamed" and file.old_path})
