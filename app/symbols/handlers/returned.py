"""What a function of Python gives back as an answer: `jsonify(item), 201`."""

from collections.abc import Iterator

from ast_grep_py import SgNode

from app.symbols.framework import HandlerPattern
from app.symbols.handlers.answers import Answer
from app.symbols.handlers.place import Place, named
from app.symbols.nodes import arguments

_TEXTS = frozenset({"string", "concatenated_string"})
_REDIRECTS = frozenset({"redirect", "flask.redirect"})


def answers_returned(pattern: HandlerPattern, place: Place) -> list[Answer]:
    """Every answer of a function that returns what it answers."""
    return [_answer(pattern, place, value) for value in _values(place)]


def _values(place: Place) -> Iterator[SgNode]:
    for node in place.function.node.find_all(kind="return_statement"):
        owner = next((one for one in node.ancestors() if one.kind() in place.source.grammar.functions), None)
        given = named(node)
        if given and owner is not None and owner.range() == place.function.node.range():
            yield given[0]


def _answer(pattern: HandlerPattern, place: Place, node: SgNode) -> Answer:
    parts = named(node) if node.kind() in {"expression_list", "tuple"} else [node]
    called = parts[0].field("function") if parts[0].kind() == "call" else None
    name = called.text() if called is not None else ""
    if name in _REDIRECTS:
        return Answer(302)
    if name in pattern.wrappers and (given := arguments(parts[0])):  # `make_response(jsonify(item), 201)`
        return _answer(pattern, place, given[0]) if len(given) == 1 else _said(pattern, place, given[0], given[1])
    return _said(pattern, place, parts[0], parts[1] if len(parts) > 1 else None)


def _said(pattern: HandlerPattern, place: Place, body: SgNode, status: SgNode | None) -> Answer:
    called = body.field("function") if body.kind() == "call" else None
    given = arguments(body) if called is not None and called.text() in pattern.returns else []
    body = given[0] if len(given) == 1 else body
    # A name, or what a function gives back, may be an answer with a status of its own.
    bare = called is None and body.kind() != "identifier"
    return Answer(
        otherwise=200 if given or bare else 0,
        status=place.at(status) if status is not None else None,
        value=None if body.kind() in _TEXTS else place.at(body),
    )
