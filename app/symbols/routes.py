"""Routes that calls and decorators declare on routers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ast_grep_py import SgNode

from app.domain.code import ANY_METHOD
from app.domain.path_template import DEEP, UNKNOWN, joined
from app.symbols.bodies import Bodies
from app.symbols.found import Declared
from app.symbols.framework import Framework, RoutePattern
from app.symbols.handlers.handled import Handlers
from app.symbols.nodes import arguments
from app.symbols.project import Project
from app.symbols.routers import Opaque, Placement, Router, Routers
from app.symbols.search import has, matches
from app.symbols.source import Source
from app.symbols.statuses import status_of
from app.symbols.values import Values, argument, keywords, unpacks
from app.symbols.wiring import container, wire

_LONGEST_NAME = 80
# What a function of FastAPI sets its status with, if not in its decorator.
_ANSWERS = re.compile(r"\b(?:JSON|ORJSON|UJSON|HTML|PlainText|Redirect|Streaming|File)?Response\b")


@dataclass(frozen=True, slots=True)
class _Part:
    """Method and path as one call says them; None where they cannot be read."""

    method: str | None
    path: str | None
    node: SgNode  # where it stands
    handler: SgNode | None = None


def routed(framework: Framework, project: Project) -> Iterator[Declared]:
    """Every route of the framework that is declared by a call or a decorator."""
    routers = wire(framework, project)
    handlers = Handlers(framework, project)
    for source in project.sources.values():
        if source.language in framework.languages:
            for pattern in framework.routes:
                yield from _of_pattern(routers, handlers, source, pattern)
    for opaque in routers.opaque:
        yield from _unread(routers, opaque)


def _unread(routers: Routers, opaque: Opaque) -> Iterator[Declared]:
    """Everything below the prefix of what cannot be read."""
    above = routers.placements(opaque.parent) if opaque.parent is not None else [_unplaced("what mounts it")]
    for place in above:
        path = joined(place.prefix, opaque.prefix) if opaque.prefix is not None else f"/{UNKNOWN}"
        yield Declared(
            method=ANY_METHOD,
            path=joined(path, DEEP) if path.strip("/") else f"/{UNKNOWN}",
            span=opaque.source.span(opaque.call),
            handler="",
            framework=routers.framework.name,
            doubt="what is mounted here cannot be read",
        )


def _of_pattern(routers: Routers, handlers: Handlers, source: Source, pattern: RoutePattern) -> Iterator[Declared]:
    names = pattern.methods if "$METHOD" in pattern.call[0] else ()
    for call in matches(source, pattern.call, names):
        if len(arguments(call)) < pattern.least or (pattern.decorates and not _decorates(call)):
            continue
        places = _places(routers, source, pattern, call)
        for part in _parts(routers.project, source, pattern, call) if places else ():
            serves = part.handler if part.method not in (None, ANY_METHOD) else None
            declared = handlers.described(_declared(routers, source, pattern, call), source, serves)
            yield from (_placed(declared, part, place, source) for place in places)


def _decorates(call: SgNode) -> bool:
    parent = call.parent()
    return parent is not None and parent.kind() == "decorator"


def _places(routers: Routers, source: Source, pattern: RoutePattern, call: SgNode) -> Sequence[Placement]:
    """Where the router of a route serves; nothing where there is no router."""
    if pattern.listed:
        around = container(routers, source, call)
        return routers.placements(around) if around is not None else [_unplaced("the list that it stands in")]
    owner = has(call, "ROUTER")
    if owner is None:
        return ()
    router: Router | None = routers.resolve(source, owner)
    if router is not None:
        return routers.placements(router)
    default = owner.text() in routers.framework.defaults
    if default:
        return [Placement("")]
    path = argument(call, pattern.path)
    text = path.text().strip("'\"`") if path is not None else ""
    if routers.suspects(owner.text()) and (pattern.decorates or text.startswith("/")):
        return [_unplaced(f"`{owner.text()}`")]
    return ()


def _unplaced(what: str) -> Placement:
    return Placement(f"/{UNKNOWN}", f"{what} is no router that was read")


def _parts(project: Project, source: Source, pattern: RoutePattern, call: SgNode) -> Iterator[_Part]:
    values = Values(project, source)
    written = argument(call, pattern.path)
    paths = values.texts(written) if written is not None else [None if unpacks(call) else ""]
    serves = _decorated(call) if pattern.decorates else argument(call, pattern.handler)
    for path in paths:
        if pattern.in_path:
            yield replace(_split(path, call, subtrees=pattern.subtrees), handler=serves)
        elif pattern.chained:
            for name, node, last in _chain(call, pattern.methods):
                yield _Part(pattern.methods[name], path, node, last)
        else:
            methods = _methods(values, pattern, call)
            # What serves several methods takes and gives what depends on the method.
            own = serves if len(methods) == 1 else None
            yield from (_Part(method, path, call, own) for method in methods)


def _split(text: str | None, call: SgNode, *, subtrees: bool) -> _Part:
    """`GET example.org/path`, as `net/http` has them since Go 1.22."""
    if text is None:
        return _Part(ANY_METHOD, None, call)
    method, _, path = text.strip().rpartition(" ")
    path = path[path.find("/") :] if "/" in path else path
    if subtrees and path.endswith("/") and path != "/":
        path += DEEP
    return _Part(method.strip() or ANY_METHOD, path, call)


def _chain(call: SgNode, methods: Iterable[str]) -> Iterator[tuple[str, SgNode, SgNode | None]]:
    """The methods that follow a call, and what serves them: `.get(list).post(create)`."""
    node = call
    while True:
        member = node.parent()
        outer = member.parent() if member is not None else None
        name = member.field("property") if member is not None else None
        if member is None or outer is None or name is None or outer.field("function") is None:
            return
        if name.text() in methods:
            yield name.text(), name, argument(outer, (-1,))
        node = outer


def _methods(values: Values, pattern: RoutePattern, call: SgNode) -> Sequence[str | None]:
    said = has(call, "METHOD")
    if said is not None:
        return [pattern.methods[said.text()]]
    written = argument(call, pattern.verbs)
    if written is None:
        return pattern.otherwise or [ANY_METHOD]
    return values.verbs(written)


def _declared(routers: Routers, source: Source, pattern: RoutePattern, call: SgNode) -> Declared:
    """What a declaration says of itself, wherever its router serves."""
    bodies = Bodies(routers.project, source)
    linked = pattern.response and not keywords(call) & set(pattern.unlinks)
    said = argument(call, pattern.status)
    return Declared(
        method=ANY_METHOD,
        path="",
        span=source.span(call),
        handler=_handler(source, pattern, call),
        framework=routers.framework.name,
        statuses=status_of(said) if said is not None else _otherwise(pattern, call),
        requests=bodies.requests(call) if linked else (),
        responses=bodies.responses(call, argument(call, pattern.response)) if linked else (),
        enforced=bool(linked),
    )


def _otherwise(pattern: RoutePattern, call: SgNode) -> tuple[int, ...]:
    """The status of a function that says none, where nothing in it can say another."""
    function = _decorated(call) if pattern.decorates and pattern.success else None
    if function is None or unpacks(call) or _ANSWERS.search(function.text()):
        return ()
    return (pattern.success,)


def _placed(declared: Declared, part: _Part, place: Placement, source: Source) -> Declared:
    doubt = place.doubt or ("" if part.path is not None else "the path is no constant")
    return replace(
        declared,
        method=part.method or ANY_METHOD,
        path=joined(place.prefix, part.path) if part.path is not None else f"/{UNKNOWN}",
        span=source.span(part.node),
        doubt=doubt or ("" if part.method is not None else "the method is no constant"),
    )


def _decorated(call: SgNode) -> SgNode | None:
    """The function that a decorator stands on."""
    owner = next((one for one in call.ancestors() if one.kind() == "decorated_definition"), None)
    return owner.field("definition") if owner else None


def _handler(source: Source, pattern: RoutePattern, call: SgNode) -> str:
    if pattern.decorates:
        definition = _decorated(call)
        name = definition.field("name") if definition else None
        return name.text() if name else ""
    node = argument(call, pattern.handler)
    text = node.text() if node is not None else ""
    inline = node is not None and node.kind() in source.grammar.functions
    return "" if inline or len(text) > _LONGEST_NAME or "\n" in text else text
