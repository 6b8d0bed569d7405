"""Texts that an expression stands for, where a program can tell without running it."""

from collections.abc import Iterator, Sequence
from typing import Final

from ast_grep_py import SgNode

from app.symbols.framework import Argument
from app.symbols.nodes import arguments
from app.symbols.project import Project
from app.symbols.source import Source

_MOST_STEPS: Final = 8
_VERBS: Final = frozenset({"GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"})
_IMPLICIT: Final = frozenset({"keyword_argument", "element_value_pair"})


class Values:
    """Reads expressions of one file with the constants of the project."""

    def __init__(self, project: Project, source: Source) -> None:
        self._project = project
        self._source = source

    def text(self, node: SgNode, steps: int = _MOST_STEPS) -> str | None:
        """The text that `node` always stands for; None where that cannot be told."""
        kind, grammar = node.kind(), self._source.grammar
        if steps == 0:
            return None
        if kind in grammar.texts:
            return self._literal(node, steps)
        if kind in grammar.sums:
            return self._sum(node, steps)
        if kind in {"parenthesized_expression", "as_expression", "expression_list"}:
            inner = next((child for child in node.children() if child.is_named()), None)
            return self.text(inner, steps - 1) if inner else None
        return self._constant(node.text(), steps) if kind in _NAMES else None

    def texts(self, node: SgNode) -> Sequence[str | None]:
        """The texts of a list, or the one text."""
        if node.kind() in self._source.grammar.lists:
            return [self.text(child) for child in node.children() if child.is_named()]
        return [self.text(node)]

    def verb(self, node: SgNode) -> str | None:
        """The HTTP method that an expression names: `"GET"`, `http.MethodGet`, `RequestMethod.GET`."""
        last = node.text().rpartition(".")[2].removeprefix("Method").upper()
        if last in _VERBS and node.kind() in _NAMES:
            return last
        text = self.text(node)
        return text.upper() if text else None

    def verbs(self, node: SgNode) -> Sequence[str | None]:
        """The methods of a list, or the one method."""
        if node.kind() in self._source.grammar.lists:
            return [self.verb(child) for child in node.children() if child.is_named()]
        return [self.verb(node)]

    def _literal(self, node: SgNode, steps: int) -> str | None:
        grammar = self._source.grammar
        parts: list[str] = []
        for child in node.children():
            if child.kind() in grammar.pieces:
                parts.append(child.text())
            elif child.kind() in grammar.holes:
                inner = next((one for one in child.children() if one.is_named()), None)
                found = self.text(inner, steps - 1) if inner else None
                if found is None:
                    return None
                parts.append(found)
            elif child.kind() in grammar.texts:
                found = self.text(child, steps - 1)
                if found is None:
                    return None
                parts.append(found)
        return "".join(parts)

    def _sum(self, node: SgNode, steps: int) -> str | None:
        left, right = node.field("left"), node.field("right")
        if left is None or right is None or not any(child.text() == "+" for child in node.children()):
            return None
        first, second = self.text(left, steps - 1), self.text(right, steps - 1)
        return None if first is None or second is None else first + second

    def _constant(self, name: str, steps: int) -> str | None:
        own = self._source.constant(name)
        if own is not None:
            return self.text(own, steps - 1)
        for source, local in self._elsewhere(name):
            value = source.constant(local)
            if value is not None:
                return Values(self._project, source).text(value, steps - 1)
        return None

    def _elsewhere(self, name: str) -> Iterator[tuple[Source, str]]:
        if name in self._source.bindings:
            return  # given more than one value here
        target = self._project.follow(self._source, name)
        if target is not None:
            yield target.source, target.name
        elif self._source.language == "go" and "." not in name:
            same = [one for one in self._project.sources.values() if one.folder == self._source.folder]
            yield from ((one, name) for one in same if one.language == "go")
        elif self._source.language == "java" and "." in name:
            owner, _, local = name.rpartition(".")
            file = f"{owner.rpartition('.')[2]}.java"
            found = [one for path, one in self._project.sources.items() if path.rpartition("/")[2] == file]
            yield from ((one, local) for one in found[:1] if len(found) == 1)


_NAMES: Final = frozenset({"identifier", "attribute", "member_expression", "selector_expression", "field_access"})


def argument(call: SgNode, wanted: Sequence[Argument]) -> SgNode | None:
    """The first of the `wanted` arguments that the call has."""
    given = arguments(call)
    plain = [one for one in given if one.kind() not in _IMPLICIT]
    for one in wanted:
        found = _argument(given, plain, one)
        if found is not None:
            return found
    return None


def _argument(given: Sequence[SgNode], plain: Sequence[SgNode], wanted: Argument) -> SgNode | None:
    if isinstance(wanted, int):
        fits = -len(plain) <= wanted < len(plain)
        return plain[wanted] if fits else None
    if wanted.endswith("="):
        named = (one for one in given if one.kind() in _IMPLICIT and _key(one) == wanted[:-1])
        return next((value for one in named if (value := one.field("value"))), None)
    place, _, name = wanted.partition(".")
    owner = _argument(given, plain, int(place))
    return prop(owner, name) if owner is not None else None


def _key(node: SgNode) -> str:
    key = node.field("name") or node.field("key")
    return key.text() if key else ""


def prop(node: SgNode, name: str) -> SgNode | None:
    """The value of a property of an object literal."""
    for one in node.children():
        if one.kind() == "pair" and _key(one).strip("'\"") == name:
            return one.field("value")
    return None


def keywords(call: SgNode) -> frozenset[str]:
    """The names of the keywords that a call is given."""
    return frozenset(_key(one) for one in arguments(call) if one.kind() in _IMPLICIT)


def unpacks(call: SgNode) -> bool:
    """Whether a call has arguments that cannot be seen (`**options`)."""
    return any(one.kind() in {"dictionary_splat", "list_splat", "spread_element"} for one in arguments(call))
