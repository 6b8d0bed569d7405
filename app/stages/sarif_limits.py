"""How many results a SARIF file may hold, and how large it may be."""

import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from app.stages.sarif_model import Result

_NAMES: Final = {
    "error": "errors",
    "warning": "warnings",
    "note": "notices",
    "none": "others",
    "": "suppressed results",
}

Rendering = Callable[[Sequence[Result], str], str]  # results, what to say of those left out → the file


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one upload: results, and bytes after compression."""

    results: int
    compressed: int


# GitHub's code scanning refuses more than either, and shows the first 5,000 by severity.
# https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
GITHUB: Final = Limits(results=25_000, compressed=10_000_000)


def fitting(results: Sequence[Result], render: Rendering, limits: Limits) -> str:
    """The file with as many of `results` as it may hold: suppressed ones go first, then notices, then warnings.

    `results` come in the order in which they are to stay.
    """
    most, least = min(len(results), limits.results), 0
    text = _rendered(results, most, render)
    if _fits(text, limits):
        return text
    while least < most:  # the largest number that fits lies between the two
        middle = (least + most + 1) // 2
        if _fits(_rendered(results, middle, render), limits):
            least = middle
        else:
            most = middle - 1
    return _rendered(results, least, render)


def _rendered(results: Sequence[Result], kept: int, render: Rendering) -> str:
    return render(results[:kept], _said(results[kept:]))


def _fits(text: str, limits: Limits) -> bool:
    return len(zlib.compress(text.encode("utf-8"))) <= limits.compressed


def _said(left_out: Sequence[Result]) -> str:
    """What the file says of the results that it leaves out."""
    if not left_out:
        return ""
    counted = Counter("" if one.suppressions else one.level for one in left_out)
    kinds = ", ".join(f"{number} {_NAMES[kind]}" for kind, number in counted.items())
    return f"Left out, because code scanning takes no larger file: {kinds}; the JSON report has all of them"
