"""What a path tells by itself."""

import re
from collections.abc import Sequence
from functools import lru_cache

_NOT_CODE = re.compile(
    r"(^|/)(package-lock\.json|yarn\.lock|pnpm-lock\.yaml|poetry\.lock|uv\.lock|Cargo\.lock|go\.sum|Gemfile\.lock|"
    r"composer\.lock)$|\.(min\.js|min\.css|map|snap|svg|lock|ipynb|csv|tsv|parquet)$|(^|/)(node_modules|vendor|dist)/",
)

# A `**` as it is split from its pattern: the slash before it, which the text before has to end with, and itself.
_DEEP = {"/**/": ("/", "(?:.*?/)??"), "**/": ("", "(?:.*?/)??"), "/**": ("/", ".*?"), "**": ("", ".*?")}


def matches(path: str, patterns: Sequence[str]) -> bool:
    """Whether any pattern names `path` or a folder above it; a later `!pattern` takes it back.

    Patterns are those of `.gitignore`: `*` stays within a folder, `**` does not.
    """
    found = False
    for pattern in patterns:
        negated = pattern.startswith("!")
        if _compiled(pattern.removeprefix("!")).match(path):
            found = not negated
    return found


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern without a slash matches at any depth; one with a slash counts from the top.

    Where the text behind a wildcard is found first is as good as any later place, so it is never looked for again
    (`(?>...)`): `*a*a*a*a*b` would else be tried in every combination.
    """
    body = pattern.strip("/")
    if "/" not in pattern.rstrip("/"):
        body = f"**/{body}"
    parts = re.split(r"(/\*\*/|^\*\*/|/\*\*$|\*\*)", body)
    expression, before = "", ""
    for text, deep in zip(parts[:-1:2], parts[1::2], strict=True):
        slash, after = _DEEP[deep]
        expression += f"(?>{before}{_within(text + slash)})"
        before = after
    return re.compile(f"{expression}{before}{_within(parts[-1], last=True)}(?:/.*)?$")


def _within(text: str, *, last: bool = False) -> str:
    """What stands between two `**`; only the last `*` of a pattern may have to look further than the first place."""
    first, *rest = ("".join("[^/]" if sign == "?" else re.escape(sign) for sign in part) for part in text.split("*"))
    sure = rest[:-1] if last else rest
    ending = f"[^/]*{rest[-1]}" if last and rest else ""
    return first + "".join(f"(?>[^/]*?{part})" for part in sure) + ending


def is_noise(path: str) -> bool:
    """Whether a file is made by tools and never carries what a requirement asks for."""
    return bool(_NOT_CODE.search(path))
