"""An expression in a function, and the answers and readings that a function makes of such."""

from collections.abc import Iterator
from dataclasses import dataclass

from ast_grep_py import SgNode

from app.symbols.source import Function, Source


@dataclass(frozen=True, slots=True)
class Place:
    """An expression, with the function in which its names are to be read."""

    source: Source
    function: Function
    node: SgNode

    def at(self, node: SgNode) -> "Place":
        """Another expression of the same function."""
        return Place(self.source, self.function, node)

    @property
    def parameter(self) -> int | None:
        """Which parameter of the function it is, where it is nothing but one."""
        names = [name for name, _ in self.function.parameters]
        text = self.node.text()
        return names.index(text) if names.count(text) == 1 else None


def contains(outer: SgNode, inner: SgNode) -> bool:
    """Whether `inner` stands within `outer`, or is it."""
    around, place = outer.range(), inner.range()
    return around.start.index <= place.start.index and place.end.index <= around.end.index


def between(inner: SgNode, outer: SgNode) -> Iterator[SgNode]:
    """What stands around `inner`, from the inside, up to and without `outer`."""
    for one in inner.ancestors():
        if not contains(outer, one) or one.range() == outer.range():
            return
        yield one


def named(node: SgNode) -> list[SgNode]:
    """The children that mean something: no brackets, commas and comments."""
    return [child for child in node.children() if child.is_named() and "comment" not in child.kind()]
