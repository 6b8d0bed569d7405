"""One declaration of something that keeps data, before what it inherits is followed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from ast_grep_py import SgNode

from app.domain.code import folded
from specs_schema.span import Span

_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LONGEST: Final = 40_000  # characters of a declaration; longer ones keep no data


@dataclass(frozen=True, slots=True)
class Declaration:
    """A class or table with its own fields, and the names of what it inherits from."""

    name: str
    fields: tuple[str, ...]
    words: frozenset[str]
    span: Span
    bases: tuple[str, ...] = ()
    table: bool = False
    doubt: str = ""
    quote: str = ""


def words_of(text: str) -> frozenset[str]:
    """Every identifier of a declaration, folded."""
    return frozenset(folded(word) for word in _WORD.findall(text[:_LONGEST]))


def of_node(path: str, node: SgNode, name: str, fields: Iterable[str], bases: Iterable[str] = ()) -> Declaration:
    """The declaration that a node of a syntax tree is."""
    place, text = node.range(), node.text()
    return Declaration(
        name=name,
        fields=tuple(dict.fromkeys(fields)),
        words=words_of(text),
        span=Span(path=path, first=place.start.line + 1, last=place.end.line + 1),
        bases=tuple(bases),
        doubt="it is too long" if len(text) > _LONGEST else "",
        quote=text.partition("\n")[0].strip(),
    )


def doubted(made: Declaration, why: str) -> Declaration:
    """The same, with a doubt where there is one."""
    return replace(made, doubt=made.doubt or why)
