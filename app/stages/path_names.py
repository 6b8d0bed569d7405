"""Paths as they stand in lists and records of ours, on one line whatever is in them, and back.

A path may hold a line feed, and would make a line of a record by itself.
"""

import re
from re import Match
from typing import Final

from app.stages.mask import UNSEEN

_BREAKING: Final = re.compile("[\\\\\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ESCAPED: Final = re.compile(r"\\(?:(?P<plain>[\\tnr])|x(?P<x>[0-9a-f]{2})|u(?P<u>[0-9a-f]{4})|U(?P<U>[0-9a-f]{8}))")
_PLAIN: Final = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
_CODE_POINTS: Final = 0x110000


def named(path: str) -> str:
    r"""The path on one line, with what ends a line or cannot be seen as `\n`, `\u202e` and the like.

    No two paths have one name: a backslash is shown as two.
    """
    name = _BREAKING.sub(_escape, path)
    while (escaped := UNSEEN.sub(_escape, name)) != name:  # what stood behind an unseen character shows only now
        name = escaped
    return name


def path_of(name: str) -> str:
    """The path that is shown as `name`."""
    return _ESCAPED.sub(_unescape, name)


def _escape(match: Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def _unescape(match: Match[str]) -> str:
    if match["plain"]:
        return _PLAIN[match["plain"]]
    number = int(match["x"] or match["u"] or match["U"], 16)
    return chr(number) if number < _CODE_POINTS else match[0]
