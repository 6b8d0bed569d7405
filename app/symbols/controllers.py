"""Routes that decorated methods of decorated classes declare: NestJS and Spring."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ast_grep_py import SgNode

from app.domain.code import ANY_METHOD
from app.domain.path_template import UNKNOWN, joined
from app.symbols.bodies import unwrapped
from app.symbols.found import Declared, TypeName
from app.symbols.framework import Argument, ControllerPattern, Framework
from app.symbols.nodes import arguments
from app.symbols.project import Project
from app.symbols.search import matches
from app.symbols.source import Source
from app.symbols.statuses import status_of
from app.symbols.values import Values, argument

_CLASSES: Final = ("class_declaration", "abstract_class_declaration")


@dataclass(frozen=True, slots=True)
class _Prefix:
    text: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What reading the controllers of one file takes."""

    framework: Framework
    pattern: ControllerPattern
    source: Source
    values: Values
    everywhere: _Prefix


def controlled(framework: Framework, project: Project) -> Iterator[Declared]:
    """Every route of the framework that a controller declares."""
    if not framework.controllers:
        return
    everywhere = _everywhere(framework, project)
    for source in project.sources.values():
        if source.language not in framework.languages:
            continue
        for pattern in framework.controllers:
            if any(f"@{name}" in source.text for name in pattern.decorators):
                reading = _Reading(framework, pattern, source, Values(project, source), everywhere)
                yield from _of_source(reading)


def _everywhere(framework: Framework, project: Project) -> _Prefix:
    """The prefix that one call gives to all routes of an application."""
    found: list[_Prefix] = []
    for source in project.sources.values():
        for call in matches(source, framework.everywhere) if source.language in framework.languages else ():
            given = arguments(call)
            text = Values(project, source).text(given[0]) if given else None
            if text is None or len(given) > 1:
                found.append(_Prefix(f"/{UNKNOWN}", "the prefix of all routes is no constant, or has exceptions"))
            else:
                found.append(_Prefix(text))
    if len(set(found)) > 1:
        return _Prefix(f"/{UNKNOWN}", "several applications give their routes different prefixes")
    return found[0] if found else _Prefix("")


def _of_source(reading: _Reading) -> Iterator[Declared]:
    kinds = _CLASSES if reading.source.language == "typescript" else _CLASSES[:1]
    for kind in kinds:
        for node in reading.source.root.find_all(kind=kind):
            own = decorators(node)
            names = [name_of(one) for one in own]
            if any(name in reading.pattern.decorators for name in names):
                yield from _of_class(reading, node, own)


def _of_class(reading: _Reading, node: SgNode, own: Sequence[SgNode]) -> Iterator[Declared]:
    pattern = reading.pattern
    holders = [one for one in own if name_of(one) in (pattern.prefixes or pattern.decorators)]
    prefixes = [prefix for one in holders for prefix in _prefixes(reading, one)] or [_Prefix("")]
    body = node.field("body")
    if above := _inherited(node):
        yield Declared(
            method=ANY_METHOD,
            path=f"/{UNKNOWN}",
            span=reading.source.span(holders[0] if holders else own[0]),
            handler="",
            framework=reading.framework.name,
            doubt=f"it may inherit routes from `{above}`",
        )
    for method, marks in _methods(body) if body is not None else ():
        for mark in marks:
            verb = pattern.routes.get(name_of(mark))
            if verb is not None:
                for prefix in prefixes:
                    yield from _of_method(reading, method, mark, verb, prefix)


def _inherited(node: SgNode) -> str:
    """The first class or interface that a controller inherits from, which may declare routes: generated ones do."""
    for child in node.children():
        if child.kind() in {"super_interfaces", "superclass"}:
            return child.text().removeprefix("implements").removeprefix("extends").strip().split(",")[0]
        if child.kind() == "class_heritage":
            extends = next((one for one in child.children() if one.kind() == "extends_clause"), None)
            return extends.text().removeprefix("extends").strip() if extends is not None else ""
    return ""


def _prefixes(reading: _Reading, mark: SgNode) -> Iterator[_Prefix]:
    if any(argument(mark, (one,)) is not None for one in reading.pattern.doubtful):
        yield _Prefix(f"/{UNKNOWN}", "the controller is served under a condition or a version")
        return
    for text in _texts(reading, mark, reading.pattern.prefix):
        yield _Prefix(f"/{UNKNOWN}", "the prefix of the controller is no constant") if text is None else _Prefix(text)


def _texts(reading: _Reading, mark: SgNode, wanted: Sequence[Argument]) -> Sequence[str | None]:
    """The texts of an argument that may be a text, a list of texts or an object."""
    options = [one for one in wanted if isinstance(one, str)]
    named = argument(mark, tuple(options)) if options else None
    node = named if named is not None else argument(mark, [one for one in wanted if isinstance(one, int)])
    if node is None:
        return [""]
    if node.kind() == "object":
        return [""]
    found = reading.values.texts(node)
    return [None if text is not None and "${" in text else text for text in found]


def _methods(body: SgNode) -> Iterator[tuple[SgNode, list[SgNode]]]:
    """The methods of a class with their decorators, which TypeScript puts beside them and Java within."""
    waiting: list[SgNode] = []
    for child in body.children():
        if child.kind() == "decorator":
            waiting.append(child)
        elif child.kind() in {"method_definition", "method_declaration", "public_field_definition"}:
            yield child, [*waiting, *decorators(child)]
            waiting = []
        elif child.is_named() and "comment" not in child.kind():
            waiting = []


def _of_method(reading: _Reading, method: SgNode, mark: SgNode, verb: str, prefix: _Prefix) -> Iterator[Declared]:
    pattern, source = reading.pattern, reading.source
    name = method.field("name")
    doubtful = any(argument(mark, (one,)) is not None for one in pattern.doubtful)
    statuses = [one for one in [*_before(method), *decorators(method)] if name_of(one) in pattern.status]
    for text in _texts(reading, mark, pattern.path):
        for said in _verbs(reading, mark, verb):
            doubt = reading.everywhere.doubt or prefix.doubt
            doubt = doubt or ("the path is no constant" if text is None else "")
            doubt = doubt or ("the route is served under a condition or a version" if doubtful else "")
            yield Declared(
                method=said or ANY_METHOD,
                path=_path(reading.everywhere.text, prefix.text, text),
                span=source.span(mark),
                handler=name.text() if name else "",
                framework=reading.framework.name,
                statuses=_statuses(pattern, method, statuses, said or ANY_METHOD),
                requests=tuple(_requests(reading, method)),
                responses=tuple(_responses(reading, method)),
                doubt=doubt or ("" if said else "the method is no constant"),
            )


def _statuses(pattern: ControllerPattern, method: SgNode, marks: Sequence[SgNode], verb: str) -> tuple[int, ...]:
    """The status of a method: as it is marked, else that of the framework where nothing in the method says another."""
    if marks:
        return tuple(code for one in marks for code in status_of(argument(one, (0, "value=", "code="))))
    text = "\n".join([*(one.text() for one in _before(method)), method.text()])
    if verb == ANY_METHOD or not pattern.answers or re.search(pattern.answers, text):
        return ()
    code = pattern.success.get(verb, pattern.success.get("*", 0))
    return (code,) if code else ()


def _path(everywhere: str, prefix: str, text: str | None) -> str:
    if text is None:
        return f"/{UNKNOWN}"
    parts = (everywhere, prefix, text)
    unknown = [place for place, part in enumerate(parts) if UNKNOWN in part]
    return joined(*parts[unknown[-1] :]) if unknown else joined(*parts)


def _verbs(reading: _Reading, mark: SgNode, verb: str) -> Sequence[str | None]:
    if verb != "?":
        return [verb]
    written = argument(mark, reading.pattern.verbs)
    return reading.values.verbs(written) if written is not None else [ANY_METHOD]


def _before(method: SgNode) -> Iterator[SgNode]:
    """The decorators that stand before a method of TypeScript."""
    for one in method.prev_all():
        if one.kind() == "decorator":
            yield one
        elif one.is_named() and "comment" not in one.kind():
            return


def _requests(reading: _Reading, method: SgNode) -> Iterator[TypeName]:
    parameters = method.field("parameters")
    for one in parameters.children() if parameters is not None else ():
        marks = [mark for mark in decorators(one) if name_of(mark) in reading.pattern.body]
        written = one.field("type")
        # `@Body("name")` takes one field of the body, not the body.
        whole = all(not arguments(mark) or reading.source.language == "java" for mark in marks)
        if marks and whole and written is not None:
            yield TypeName(reading.source.path, *unwrapped(written.text(), ()))


def _responses(reading: _Reading, method: SgNode) -> Iterator[TypeName]:
    written = method.field("return_type") or method.field("type")
    name, many = unwrapped(written.text(), reading.pattern.wrappers) if written is not None else ("", False)
    if name:
        yield TypeName(reading.source.path, name, many)


def decorators(node: SgNode) -> list[SgNode]:
    """The decorators or annotations of a class, method or parameter."""
    around = node.parent()
    owners = [node, *(child for child in node.children() if child.kind() == "modifiers")]
    if around is not None and around.kind() == "export_statement":
        owners.append(around)
    kinds = {"decorator", "annotation", "marker_annotation"}
    return [child for owner in owners for child in owner.children() if child.kind() in kinds]


def name_of(mark: SgNode) -> str:
    """The name of a decorator or annotation."""
    named = mark.field("name")
    if named is not None:
        return named.text().rpartition(".")[2]
    return mark.text().lstrip("@").split("(")[0].strip().rpartition(".")[2]
