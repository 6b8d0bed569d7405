"""Which characters of an excerpt do something, and which only say something: comments, docstrings, prose.

As far as the excerpt shows it, and as far as the marks of its language tell: in doubt, a character does something.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_PROSE = re.compile(r"\.(md|mdx|rst|txt|adoc)$", re.IGNORECASE)
_WORKING_TEXT = re.compile(
    r"(^|/)(CMakeLists|[\w-]*(requirements|constraints)[\w.-]*|robots)\.txt$"
)  # programs read it


@dataclass(frozen=True, slots=True)
class _Marks:
    """How one language marks what is not run. `spanning` quotes go on over the end of a line."""

    line: tuple[str, ...] = ()
    blocks: tuple[tuple[str, str], ...] = ()
    quotes: tuple[str, ...] = ('"', "'")
    spanning: tuple[str, ...] = ()
    docstrings: bool = False
    only_first: bool = False  # marks count where a line begins with them


_C: Final = (("/*", "*/"),)
_HTML: Final = (("<!--", "-->"),)
_HASHED: Final = _Marks(("#",))
_UNKNOWN: Final = _Marks(("#", "//"), _C, only_first=True)
_LANGUAGES: Final[Mapping[str, _Marks]] = {
    "py pyi pyx bzl": _Marks(("#",), spanning=('"""', "'''"), docstrings=True),
    "c h cc cpp cxx hpp hh m mm cs java kt kts scala groovy gradle swift rs dart sol": _Marks(("//",), _C),
    "json jsonc json5 proto scss less": _Marks(("//",), _C),
    "js jsx mjs cjs ts tsx mts cts go": _Marks(("//",), _C, spanning=("`",)),
    "vue svelte": _Marks(("//",), (*_C, *_HTML), spanning=("`",)),
    "php tf hcl": _Marks(("//", "#"), _C),
    "css": _Marks(blocks=_C),
    "rb rake sh bash zsh fish yaml yml toml pl pm r jl ex exs nim cr gd mk cmake properties env conf": _HASHED,
    "ps1 psm1": _Marks(("#",), (("<#", "#>"),)),
    "sql": _Marks(("--",), _C),
    "lua": _Marks(("--",), (("--[[", "]]"),)),
    "hs elm": _Marks(("--",), (("{-", "-}"),), quotes=('"',)),
    "ml mli": _Marks(blocks=(("(*", "*)"),), quotes=('"',)),
    "fs fsx": _Marks(("//",), (("(*", "*)"),)),
    "clj cljs cljc lisp el scm rkt asm": _Marks((";",), quotes=('"',)),
    "ini cfg": _Marks((";", "#"), only_first=True),
    "tex erl hrl": _Marks(("%",), quotes=()),
    "html htm xml xaml svg": _Marks(blocks=_HTML, quotes=()),
}
_BY_ENDING: Final = {ending: marks for endings, marks in _LANGUAGES.items() for ending in endings.split()}
_BY_NAME: Final = re.compile(r"(?:^|/)(?:Dockerfile|Makefile|Containerfile)(?:\.[\w-]+)?$")

# What begins like a comment and does something: attributes, and what a compiler is told; where the language is not
# known, the lines of a preprocessor, too.
_DIRECTIVE: Final = r"(?!#\[|//go:|//export )"
_PREPROCESSOR: Final = r"(?!#(?:include|define|undef|if|elif|else|endif|pragma|region|endregion))"
_STARRED: Final = re.compile(r"[ \t]*(?:\*(?:[ \t].*)?)?")  # a line within a block of C
_ENDS_STARRED: Final = re.compile(r"[ \t]*\*.*?\*/|[ \t]*\*/")
_IS_VALUE: Final = re.compile(
    r"(?:[=(\[{,+%\\]|\b(?:return|in|yield|and|or|not))\s*$"
)  # a string after it is no docstring
_AS_VALUE: Final = re.compile(r"\s*[)\]},.%+]")  # nor is one before it
_OPENS: Final = re.compile(r"(?:[=(\[{,+%\\:]|\b(?:return|in|yield|and|or|not))\s*[rRbBfFuU]{0,2}$")
_TRIPLE: Final = re.compile(r'"""|\'\'\'')


def is_prose(path: str) -> bool:
    """Whether a file is written for people alone."""
    return bool(_PROSE.search(path)) and not _WORKING_TEXT.search(path)


def does_something(path: str, text: str, start: int, end: int) -> bool:
    """Whether an excerpt of `path`, from `start` to `end`, has a letter or digit of no comment, docstring or prose."""
    if is_prose(path):
        return False
    at = start
    for first, last in (*_said(_marks_of(path), text), (end, end)):
        if any(character.isalnum() for character in text[at : min(first, end)]):
            return True
        at = max(at, last)
    return False


def _marks_of(path: str) -> _Marks:
    return _HASHED if _BY_NAME.search(path) else _BY_ENDING.get(path.rsplit(".", 1)[-1].lower(), _UNKNOWN)


@lru_cache(maxsize=500)
def _said(marks: _Marks, text: str) -> tuple[tuple[int, int], ...]:
    """Where comments and docstrings begin and end, in their order."""
    begun = _begun_above(marks, text)
    return ((0, begun), *(match.span() for match in _tokens(marks).finditer(text, begun) if _is_said(match, marks)))


@lru_cache(maxsize=50)
def _tokens(marks: _Marks) -> re.Pattern[str]:
    """Comments and strings, whichever begins first."""
    first = r"^[ \t]*" if marks.only_first else ""
    blocks = [rf"{first}{re.escape(opens)}.*?(?:{re.escape(ends)}|\Z)" for opens, ends in marks.blocks]
    lines = [_line_comment(mark, first) for mark in marks.line]
    spanning = [rf"{quote}(?:\\.|.)*?(?:{quote}|\Z)" for quote in marks.spanning]
    strings = [rf"{quote}(?:\\.|[^{quote}\\\n])*(?:{quote}|$)" for quote in marks.quotes]
    never = r"(?!)"
    groups = {"said": [*blocks, *lines], "long": spanning, "string": strings}
    alternatives = "|".join(f"(?P<{name}>{'|'.join(of) or never})" for name, of in groups.items())
    return re.compile(alternatives, re.DOTALL | re.MULTILINE)


def _line_comment(mark: str, first: str) -> str:
    """A comment up to the end of its line. Within a word or address its mark marks nothing."""
    before = first or (r"(?<!:)" if mark == "//" else r"(?<!\S)")
    return rf"{before}{_DIRECTIVE}{_PREPROCESSOR if first else ''}{re.escape(mark)}[^\n]*"


def _is_said(match: re.Match[str], marks: _Marks) -> bool:
    return bool(match["said"]) or (marks.docstrings and bool(match["long"]) and _is_docstring(match))


def _is_docstring(match: re.Match[str]) -> bool:
    """Whether a string is a statement by itself: no argument, and nothing that is assigned or returned."""
    above, _, before = match.string[: match.start()].rpartition("\n")
    if before.strip() not in {"", "r", "R", "u", "U"} or _AS_VALUE.match(match.string, match.end()):
        return False
    return not _IS_VALUE.search(above.rstrip())


def _begun_above(marks: _Marks, text: str) -> int:
    """Where a comment or docstring ends that began above the excerpt; 0 where none did."""
    if marks.docstrings:
        return _docstring_above(text)
    return _starred_above(text) if ("/*", "*/") in marks.blocks else 0


def _docstring_above(text: str) -> int:
    """The first three quotes end a docstring where a sentence stands before them, or nothing that one could follow."""
    quotes = _TRIPLE.search(text)
    if quotes is None or text[quotes.end() :].split("\n", 1)[0].strip():
        return 0
    above, _, before = text[: quotes.start()].rpartition("\n")
    if before.strip():
        ends = not _OPENS.search(before) and "#" not in before
    else:
        ends = bool(above.strip()) and not _OPENS.search(above.rstrip()) and text.count(quotes[0]) % 2 == 1
    return quotes.end() if ends else 0


def _starred_above(text: str) -> int:
    """Lines with a star in front, from the top of the excerpt to the end of their block."""
    if not text.lstrip().startswith("*"):
        return 0
    at = 0
    for line in text.split("\n"):
        if ends := _ENDS_STARRED.match(line):
            return at + ends.end()
        if not _STARRED.fullmatch(line):
            return at
        at += len(line) + 1
    return min(at, len(text))
