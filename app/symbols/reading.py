"""Files at head → the routes and models that their code declares."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from app.domain.code import Model, ReadCode, Route
from app.domain.path_template import path_template
from app.symbols.compiled_models import go_shapes, java_shapes
from app.symbols.controllers import controlled
from app.symbols.found import Declared, Shape, TypeName
from app.symbols.framework import Framework, frameworks
from app.symbols.project import Project
from app.symbols.python_models import python_shapes
from app.symbols.records.reading import records
from app.symbols.routes import routed
from app.symbols.script_models import script_shapes
from app.symbols.shapes import Shapes
from app.symbols.source import Source, parse
from specs_schema.span import Span

_WITHOUT_BODY: Final = frozenset({"GET", "HEAD", "DELETE", "OPTIONS", "TRACE"})


def read_code(files: Mapping[str, str], marks: Collection[str] = (), names: Collection[str] = ()) -> ReadCode:
    """Routes and models of the files, by path, and the records of the folded names in `names`.

    `marks` are the literals of frameworks' doubts that stand elsewhere.
    """
    parsed = {path: source for path, text in files.items() if (source := parse(path, text)) is not None}
    project = Project(parsed)
    doubts = {one.name: why for one in frameworks() if (why := _doubt(one.doubts, marks, parsed.values()))}
    used = [one for one in frameworks() if _is_used(one, parsed.values())]
    declared = [one for framework in used for one in (*routed(framework, project), *controlled(framework, project))]
    objects = dict.fromkeys(shape for one in declared for shape in one.objects)
    shapes = Shapes(project, [*(shape for source in parsed.values() for shape in _shapes(source)), *objects])
    models = tuple(shapes.models())
    certain = {model.key: model for model in models if not model.doubt}
    routes = [_route(one, shapes, certain, doubts.get(one.framework, "")) for one in declared]
    quotes = _Quotes(parsed)
    return ReadCode(
        routes=tuple(replace(route, quote=quotes.line(route.span)) for route in _once(routes)),
        models=tuple(_quoted(model, quotes) for model in models),
        files=tuple(parsed),
        records=records(files, parsed, frozenset(names)),
    )


class _Quotes:
    """The lines of the files."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._lines = {path: source.text.split("\n") for path, source in sources.items()}

    def line(self, span: Span) -> str:
        """The first line of a span, as it stands there."""
        return self._lines[span.path][span.first - 1].rstrip("\r")


def _quoted(model: Model, quotes: _Quotes) -> Model:
    fields = tuple(replace(one, quote=quotes.line(one.span)) for one in model.fields)
    return replace(model, quote=quotes.line(model.span), fields=fields)


def _is_used(framework: Framework, sources: Iterable[Source]) -> bool:
    """Whether any file names what the framework's routes need."""
    own = [source.text for source in sources if source.language in framework.languages]
    return any(term in text for term in framework.search for text in own)


def _shapes(source: Source) -> Iterable[Shape]:
    if source.language == "python":
        return python_shapes(source)
    if source.language == "java":
        return java_shapes(source)
    return go_shapes(source) if source.language == "go" else script_shapes(source)


def _doubt(doubts: Mapping[str, str], marks: Collection[str], sources: Iterable[Source]) -> str:
    texts = [source.text for source in sources] if doubts else []
    return next((why for word, why in doubts.items() if word in marks or any(word in text for text in texts)), "")


def _route(declared: Declared, shapes: Shapes, certain: Mapping[str, Model], doubt: str) -> Route:
    path = path_template(declared.path)
    takes, takes_list = _body(declared.requests, shapes, certain, each=declared.each)
    gives, gives_list = _body(declared.responses, shapes, certain, each=declared.each)
    return Route(
        method=declared.method,
        path=str(path),
        span=declared.span,
        handler=declared.handler,
        framework=declared.framework,
        params=path.parameters,
        statuses=declared.statuses,
        request_model="" if declared.method in _WITHOUT_BODY else takes,
        response_model=gives,
        takes_list=takes_list,
        gives_list=gives_list,
        enforced=declared.enforced,
        doubt=declared.doubt or doubt or ("everything below is served" if path.is_open else ""),
    )


def _body(names: Iterable[TypeName], shapes: Shapes, certain: Mapping[str, Model], *, each: bool) -> tuple[str, bool]:
    """The key of the one model among the types, and whether a list of it is meant; empty where it is not certain.

    `each`: all of them are bodies, so that one that is no model is another body.
    """
    known = [(name, shapes.find(name)) for name in names]
    found = {(f"{shape.span.path}#{shape.name}", name) for name, shape in known if shape is not None}
    key, name = found.pop() if len(found) == 1 else ("", TypeName("", ""))
    model = certain.get(key)
    if model is None or (each and not all(shape for _, shape in known)):
        return "", False
    renamed = name.by_name and any(one.also for one in model.fields)
    return ("", False) if renamed else (key, name.many)


def _once(routes: Iterable[Route]) -> Iterator[Route]:
    """Each route once, the certain one where two frameworks see the same line."""
    best: dict[tuple[str, int, str, str], Route] = {}
    sure: set[tuple[str, int, str]] = set()
    for route in sorted(routes, key=lambda one: (bool(one.doubt), one.framework)):
        place = (route.span.path, route.span.first, route.method)
        if not route.doubt:
            sure.add(place)
        if route.doubt and place in sure:
            continue
        best.setdefault((*place, route.path), route)
    order = sorted(best.values(), key=lambda one: (one.span.path, one.span.first, one.method, one.path))
    yield from order
