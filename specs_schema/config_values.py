"""The forms that values of the configuration have, and what is said of a value that has another."""

import calendar
import re
from typing import Final

from pydantic_core import PydanticCustomError

RULE_FORM: Final = r"^SPEC[0-9]{0,3}$"
LOGIN_FORM: Final = r"^[A-Za-z0-9][A-Za-z0-9_-]*(\[bot\])?$"
DAY_FORM: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
TEXT_FORM: Final = r"\S"

_BRACES = re.compile(r"\{[^{}]*,[^{}]*\}")


def existing_day(text: str) -> str:
    """`text`, a day by its form, when the calendar has it."""
    year, month, day = (int(part) for part in text.split("-"))
    if year == 0 or not 1 <= month <= 12:  # noqa: PLR2004 (the months of a year)
        raise _wrong("The calendar has no such month", "a day as `2026-12-31`")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise _wrong(f"That month has {last} days", "a day as `2026-12-31`")
    return text


def path_pattern(text: str) -> str:
    """`text`, when it is a pattern that can name a file: `*`, `**`, `?`, a leading `!` and a closing slash."""
    body = text.removeprefix("!")
    if "[" in body or "]" in body:
        raise _wrong("Sets of characters (`[ab]`) are not supported", "`?` for one character, `*` for several")
    if _BRACES.search(body):
        raise _wrong("Alternatives (`{a,b}`) are not supported", "one pattern for each")
    _check_path(body)
    return text


def folder(text: str) -> str:
    """`text`, when it can name a folder: a path from the top of the repository, no pattern."""
    if any(sign in text for sign in "*?!"):
        raise _wrong("Patterns are not supported here", "the path of a folder, as `packages/api/specs`")
    if text == ".":
        raise _wrong("`.` names no folder of a commit", "`/` for the whole repository")
    if text != "/":
        _check_path(text)
    return text


def feature_directory(text: str) -> str:
    """`text` without slashes at its ends, when it can name a feature directory or is empty."""
    return folder(text).strip("/") if text else text


def _check_path(path: str) -> None:
    if "\\" in path:
        raise _wrong("Paths have no backslash", "`/` between folders")
    if path != path.strip() or not path.isprintable():
        raise _wrong("It has a space at an end, or an invisible character", "the path alone")
    parts = path.strip("/").split("/")
    if parts == [""]:
        raise _wrong("It names nothing", "a path or pattern, as `docs/` or `*.lock`")
    if not {"", ".", ".."}.isdisjoint(parts):
        raise _wrong(
            "It never matches, because paths count from the top of the repository", "it without `.`, `..` and `//`"
        )


def _wrong(why: str, allowed: str) -> PydanticCustomError:
    """`allowed` is what to write instead."""
    # Pydantic takes words in braces for names of its context, and these texts hold braces.
    return PydanticCustomError("wrong_form", "{why}", {"why": why, "allowed": allowed})
