"""Paths with parameters, as contracts and frameworks write them, in one form that can be compared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

DEEP: Final = "**"  # a last segment that stands for any number of segments
UNKNOWN: Final = "…"  # a first segment that stands for a prefix which could not be read

_BRACED: Final = re.compile(r"\{(?P<name>\w+)(?:(?P<rest>\.\.\.)|:(?P<kind>[^{}]*(?:\{[^{}]*\}[^{}]*)*))?\}")
_ANGLED: Final = re.compile(r"<(?:(?P<kind>\w+)(?:\([^)]*\))?:)?(?P<name>\w+)>")
_COLON: Final = re.compile(r":(?P<name>\w+)(?:\((?:[^()]|\([^()]*\))*\))?")
_OPTIONAL: Final = re.compile(r":\w+(?:\(.*\))?")  # before a `?` that makes a parameter one that may be left out
_PARAMETER: Final = re.compile(r"\{[^{}]*\}")
_TAIL: Final = re.compile(r"\*\w*|\{\*\w+\}|\{\w+\.\.\.\}|\{\w+:path\}|\{\w+:\.[*+]\}|<path:\w+>|\(\.\*\)")


@dataclass(frozen=True, slots=True)
class PathTemplate:
    """The segments of a path; a parameter is `{name}`. Case is kept, empty segments are not."""

    segments: tuple[str, ...]

    def __str__(self) -> str:
        return "/" + "/".join(self.segments)

    @property
    def key(self) -> tuple[str, ...]:
        """The segments without the names of parameters, by which two paths are the same."""
        return tuple(_PARAMETER.sub("{}", segment) for segment in self.segments)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters, in their order."""
        return tuple(name[1:-1] for segment in self.segments for name in _PARAMETER.findall(segment))

    @property
    def is_open(self) -> bool:
        """Whether a part of it stands for segments that are not known."""
        return UNKNOWN in self.segments or DEEP in self.segments


def path_template(text: str) -> PathTemplate:
    """`text` in one form: `{id}`, `{id:int}`, `:id`, `<id>` and `<int:id>` are the same.

    A slash at the end counts for nothing, and neither does what follows a `?`.
    """
    plain = re.sub(r"^https?://[^/]+", "", text.strip())
    plain = plain.removesuffix("{$}")  # net/http: this path and nothing below
    return PathTemplate(tuple(_segment(one.strip()) for one in _split(plain) if one.strip()))


def joined(*parts: str) -> str:
    """One path of parts that may begin or end with a slash, or not."""
    return "/" + "/".join(part.strip("/") for part in parts if part.strip("/"))


def _split(path: str) -> Sequence[str]:
    """Segments; a slash within a parameter's pattern divides nothing, and a query is none of them."""
    segments, depth = [""], 0
    for sign in path:
        depth += (sign in "{(<") - (sign in "})>")
        if sign == "?" and depth == 0:
            if _OPTIONAL.search(segments[-1]) and _OPTIONAL.split(segments[-1])[-1] == "":
                continue
            break
        if sign == "/" and depth <= 0:
            segments.append("")
        else:
            segments[-1] += sign
    return segments


def _segment(text: str) -> str:
    if _TAIL.fullmatch(text):
        return DEEP
    if text.startswith(":"):
        return _COLON.sub(r"{\g<name>}", text)
    return _ANGLED.sub(r"{\g<name>}", _BRACED.sub(r"{\g<name>}", text))
