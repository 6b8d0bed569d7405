"""The build context: which files of a folder `.dockerignore` lets through."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of `.dockerignore`. It matches a path and everything below it; `!` takes it back in."""

    expression: re.Pattern[str]
    keeps: bool

    @classmethod
    def of(cls, line: str) -> "Pattern":
        """The pattern of a line: `*` and `?` stay within a name, `**` crosses folders; anchored at the root."""
        text = line.removeprefix("!").strip("/ ")
        pieces = (_PIECES.get(piece, re.escape(piece)) for piece in re.findall(r"\*\*/|\*\*|\*|\?|[^*?]+", text))
        return cls(re.compile("".join(pieces) + r"(/.*)?"), keeps=line.startswith("!"))


_PIECES = {"**/": "(.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def patterns(text: str) -> tuple[Pattern, ...]:
    """The patterns of a `.dockerignore`; comments and empty lines are none."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(Pattern.of(line) for line in lines if line and not line.startswith("#"))


def sent(path: str, ignore: tuple[Pattern, ...]) -> bool:
    """Whether the file at `path` goes to the build: the last pattern that matches decides."""
    kept = True
    for pattern in ignore:
        if pattern.expression.fullmatch(path):
            kept = pattern.keeps
    return kept


@cache
def context_files(folder: Path) -> tuple[str, ...]:
    """The files of `folder` that a build gets, as paths in it."""
    ignore = patterns((folder / ".dockerignore").read_text("utf-8"))
    tops = [top for top in folder.iterdir() if top.name not in {".git", ".venv"}]  # large, and never in a build of ours
    files = (file for top in tops for file in ([top] if top.is_file() else top.rglob("*")) if file.is_file())
    return tuple(path for file in files if sent(path := file.relative_to(folder).as_posix(), ignore))
