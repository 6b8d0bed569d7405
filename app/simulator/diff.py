"""The diff of a pull request, as far as GitHub speaks of it: files, patches, and which lines lie inside a hunk."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.simulator import git
from app.simulator.state import Side

_FLAGS = (
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "-M",
    "--full-index",
    "--src-prefix=a/",
    "--dst-prefix=b/",
)
_HUNK = re.compile(r"^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")
_STATUS = {"A": "added", "D": "removed", "M": "modified", "R": "renamed", "C": "copied", "T": "changed"}


@dataclass(frozen=True, slots=True)
class Hunk:
    """One hunk: its header, the lines on each side, and the position of the header in the file's patch."""

    header: str
    lines: tuple[str, ...]
    old: dict[int, int]  # line number on the left → index in `lines`
    new: dict[int, int]  # line number on the right → index in `lines`
    offset: int

    def index(self, side: Side, line: int) -> int | None:
        """Where `line` stands in the hunk, or None."""
        return (self.old if side == "LEFT" else self.new).get(line)


@dataclass(frozen=True, slots=True)
class FileDiff:
    """What happened to one file."""

    path: str
    previous: str | None
    status: str
    oid: str | None
    additions: int
    deletions: int
    patch: str | None
    hunks: tuple[Hunk, ...]

    def hunk(self, side: Side, line: int) -> Hunk | None:
        """The hunk that holds `line` on `side`, if any does."""
        return next((hunk for hunk in self.hunks if hunk.index(side, line) is not None), None)


# Of two commits the diff never changes, and every answer about a pull request needs it.
@lru_cache(maxsize=64)
def text(git_dir: Path, base: str, head: str) -> bytes:
    """The unified diff from the merge base of the two commits to `head`."""
    return git.run(git_dir, "diff", *_FLAGS, f"{base}...{head}")


@lru_cache(maxsize=256)
def files(git_dir: Path, base: str, head: str) -> tuple[FileDiff, ...]:
    """The files that differ between the merge base of the two commits and `head`, in git's order."""
    raw = git.run(git_dir, "diff", "--raw", "-z", "-M", "--abbrev=40", f"{base}...{head}")
    patches = _split(text(git_dir, base, head).decode(errors="replace"))
    entries = _entries(raw.decode(errors="surrogateescape").split("\x00"))
    found: list[FileDiff] = []
    rest = iter(patches)
    for entry in entries:
        # A change of type (a file that became a link) is printed as a removal and an addition.
        printed = next(rest) + next(rest) if entry[0] == "T" else next(rest)
        found.append(_file(entry, printed))
    return tuple(found)


def _split(printed: str) -> list[str]:
    """The diff, one text a file. Lines of content begin with a space or a sign, never with `diff`."""
    parts = re.split(r"^(?=diff --git )", printed, flags=re.MULTILINE)
    return [part for part in parts if part.startswith("diff --git ")]


def _entries(fields: list[str]) -> list[tuple[str, str, str, str | None]]:
    """Status letter, new object id, path and previous path of each raw entry."""
    found: list[tuple[str, str, str, str | None]] = []
    rest = iter(fields)
    for facts in rest:
        if not facts:
            continue
        _, _, _, oid, status = facts.removeprefix(":").split(" ")
        first = next(rest)
        renamed = status[0] in "RC"
        found.append((status[0], oid, next(rest) if renamed else first, first if renamed else None))
    return found


def _file(entry: tuple[str, str, str, str | None], printed: str) -> FileDiff:
    letter, oid, path, previous = entry
    start = re.search(r"^@@ ", printed, flags=re.MULTILINE)
    patch = printed[start.start() :].rstrip("\n") if start else None
    hunks = _hunks(patch or "")
    signs = [line[:1] for hunk in hunks for line in hunk.lines]
    return FileDiff(
        path=path,
        previous=previous,
        status=_STATUS[letter],
        oid=None if set(oid) == {"0"} else oid,
        additions=signs.count("+"),
        deletions=signs.count("-"),
        patch=patch,
        hunks=hunks,
    )


def _hunks(patch: str) -> tuple[Hunk, ...]:
    lines = patch.split("\n") if patch else []
    starts = [number for number, line in enumerate(lines) if line.startswith("@@ ")]
    ends = [*starts[1:], len(lines)][: len(starts)]
    return tuple(_hunk(lines[start:end], start) for start, end in zip(starts, ends, strict=True))


def _hunk(lines: list[str], offset: int) -> Hunk:
    header = _HUNK.match(lines[0])
    if header is None:
        raise git.GitFailure(f"not a hunk header: {lines[0]!r}")
    left, right = int(header[1]), int(header[2])
    old: dict[int, int] = {}
    new: dict[int, int] = {}
    for index, line in enumerate(lines[1:]):
        if line[:1] in (" ", "-", ""):
            old[left] = index
            left += 1
        if line[:1] in (" ", "+", ""):
            new[right] = index
            right += 1
    return Hunk(lines[0], tuple(lines[1:]), old, new, offset)


_RANGES = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", flags=re.MULTILINE)


def follow(git_dir: Path, old: str, new: str, path: str, line: int) -> int | None:
    """Where `line` of `path` at commit `old` stands at `new`; None when it was changed or removed."""
    if old == new:
        return line
    if git.object_id(git_dir, f"{new}:{path}") is None:
        return None
    printed = git.run(git_dir, "diff", *_FLAGS, "-U0", old, new, "--", f":(literal){path}")
    moved = line
    for found in _RANGES.finditer(printed.decode(errors="replace")):
        start, length, added = int(found[1]), _length(found[2]), _length(found[4])
        if length and start <= line < start + length:
            return None
        # An insertion after line `start` has length 0.
        if start + length <= line if length else start < line:
            moved += added - length
    return moved


def _length(printed: str | None) -> int:
    return 1 if printed is None else int(printed)
