"""The function that serves a route."""

from ast_grep_py import SgNode

from app.symbols.framework import HandlerPattern
from app.symbols.handlers.place import Place
from app.symbols.handlers.types import Types
from app.symbols.nodes import arguments
from app.symbols.routers import returned
from app.symbols.source import Function, Source

_MOST_STEPS = 4


def handler_of(pattern: HandlerPattern, types: Types, place: Place, steps: int = _MOST_STEPS) -> Place | None:
    """The body of the one function that the expression `place` is; None where it cannot be told.

    That may be a function written there, its name, a call that a data file names or whose one argument is a function
    written there (`asyncHandler(async (req, res) => ...)`), or, in Go, a call that gives back a function.
    """
    node, source = place.node, place.source
    if steps == 0:
        return None
    if node.kind() in source.grammar.functions:
        return _whole(source, source.function(node))
    if node.kind() not in source.grammar.calls:
        found = types.functions(place)
        return _whole(*found[0]) if len(found) == 1 else None
    called, given = node.field("function"), arguments(node)
    if called is None:
        return None
    inline = len(given) == 1 and given[0].kind() in source.grammar.functions and source.language != "go"
    if inline or (called.text() in pattern.wrappers and given):
        return handler_of(pattern, types, place.at(given[0]), steps - 1)
    return _made(pattern, types, place.at(called), steps) if source.language == "go" else None


def _made(pattern: HandlerPattern, types: Types, place: Place, steps: int) -> Place | None:
    """The function that the one function of this name gives back."""
    found = types.functions(place)
    if len(found) != 1:
        return None
    source, function = found[0]
    made = returned(function, source)
    return handler_of(pattern, types, Place(source, function, made[0]), steps - 1) if len(made) == 1 else None


def around(source: Source, node: SgNode) -> Place:
    """An expression in the function that it stands in; at the top of a file, in none that declares anything."""
    outer = next((one for one in node.ancestors() if one.kind() in source.grammar.functions), None)
    return Place(source, source.function(outer) if outer is not None else Function("", node, ()), node)


def _whole(source: Source, function: Function) -> Place:
    return Place(source, function, function.node)
