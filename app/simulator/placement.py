"""Whether a review comment may stand where it wants to, and what GitHub says when it may not."""

from dataclasses import dataclass
from pathlib import Path

from app.simulator import diff, git
from app.simulator.diff import FileDiff
from app.simulator.state import PullRequest, Side

LINE = "line must be part of the diff"
START_LINE = "start_line must be part of the same hunk as the line."


@dataclass(frozen=True, slots=True)
class Target:
    """Lines of one file, on one side of the diff. `line` is None for the whole file."""

    path: str
    line: int | None
    side: Side = "RIGHT"
    start_line: int | None = None
    start_side: Side | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment's place that the diff has: `diff_hunk` ends at the line."""

    target: Target
    diff_hunk: str
    position: int


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A place that the diff does not have: the path, the line, or the start line is wrong."""

    field: str
    message: str


def changed_files(git_dir: Path, pull: PullRequest, commit: str) -> dict[str, FileDiff]:
    """The pull request's files as of `commit`, by path."""
    return {file.path: file for file in diff.files(git_dir, pull.base_sha, commit)}


def belongs(git_dir: Path, pull: PullRequest, commit: str) -> bool:
    """Whether `commit` is one of the pull request's."""
    if git.object_type(git_dir, commit) != "commit":
        return False
    return git.merge_base(git_dir, commit, pull.head_sha) == commit


def place(files: dict[str, FileDiff], target: Target) -> Placed | Misplaced:
    """Where the comment goes, or what is wrong with where it wants to go."""
    file = files.get(target.path)
    if file is None:
        return Misplaced("path", "Path could not be resolved")
    if target.line is None:
        return Placed(target, file.patch or "", 1)
    hunk = file.hunk(target.side, target.line)
    if hunk is None:
        return Misplaced("line", "Line could not be resolved")
    if target.start_line is not None:
        start_side = target.start_side or target.side
        first, last = hunk.index(start_side, target.start_line), hunk.index(target.side, target.line)
        if first is None or last is None or first >= last:
            return Misplaced("start_line", f"Pull request review thread {START_LINE.replace('_', ' ')}")
    index = hunk.index(target.side, target.line) or 0
    return Placed(target, "\n".join([hunk.header, *hunk.lines[: index + 1]]), hunk.offset + 1 + index)


def at_position(file: FileDiff | None, position: int) -> tuple[Side, int] | None:
    """Side and line of a position in the file's patch, as older clients count."""
    for hunk in file.hunks if file else ():
        index = position - hunk.offset - 1
        for side, lines in (("RIGHT", hunk.new), ("LEFT", hunk.old)):
            for line, at in lines.items():
                if at == index:
                    return ("RIGHT" if side == "RIGHT" else "LEFT"), line
    return None
