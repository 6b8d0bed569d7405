"""Patterns of paths, as in `.gitignore`: `*` stays within a folder, `**` does not."""

import re
from collections.abc import Sequence
from functools import lru_cache


def matches(path: str, patterns: Sequence[str]) -> bool:
    """Whether any pattern names `path` or a folder above it; a later `!pattern` takes it back."""
    found = False
    for pattern in patterns:
        negated = pattern.startswith("!")
        if _compiled(pattern.removeprefix("!")).match(path):
            found = not negated
    return found


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern without a slash matches at any depth; one with a slash counts from the top."""
    body = pattern.strip("/")
    anchored = "/" in pattern.rstrip("/")
    expression = "".join(_part(part) for part in re.split(r"(/\*\*/|^\*\*/|/\*\*$|\*\*|\*|\?)", body))
    return re.compile(f"{'' if anchored else '(?:.*/)?'}{expression}(?:/.*)?$")


def _part(part: str) -> str:
    return {"/**/": "/(?:.*/)?", "**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(
        part, re.escape(part)
    )
