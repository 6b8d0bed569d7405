"""What the function that serves a route takes and gives, for frameworks whose signatures do not say it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ast_grep_py import SgNode

from app.symbols.found import Declared, Shape, TypeName
from app.symbols.framework import Framework, HandlerPattern
from app.symbols.handlers.answers import Answer, Handled, Reading
from app.symbols.handlers.finding import around, handler_of
from app.symbols.handlers.objects import object_shape
from app.symbols.handlers.place import Place
from app.symbols.handlers.returned import answers_returned
from app.symbols.handlers.script_types import declared_answer, declared_bodies
from app.symbols.handlers.types import Types
from app.symbols.project import Project
from app.symbols.source import Source
from app.symbols.statuses import certain_status
from app.symbols.values import Values

_SUCCESS = range(200, 300)


@dataclass(frozen=True, slots=True)
class Bodies:
    """Types of bodies; those of the response with the objects that are written without one."""

    requests: tuple[TypeName, ...] = ()
    responses: tuple[TypeName, ...] = ()
    objects: tuple[Shape, ...] = ()
    statuses: tuple[int, ...] = ()
    enforced: bool = False


class Handlers:
    """The handlers of one framework in a project."""

    def __init__(self, framework: Framework, project: Project) -> None:
        self._pattern = framework.handlers
        self._project = project
        self._types = Types(project)

    def described(self, declared: Declared, source: Source, handler: SgNode | None) -> Declared:
        """`declared` with what its handler takes and gives, as far as that is certain."""
        pattern = self._pattern
        if pattern is None or handler is None:
            return declared
        place = handler_of(pattern, self._types, around(source, handler))
        if place is None:
            return declared
        found = self._read(pattern, place)
        return replace(
            declared,
            requests=found.requests,
            responses=found.responses,
            objects=found.objects,
            statuses=found.statuses,
            enforced=found.enforced,
            each=True,
        )

    def _read(self, pattern: HandlerPattern, place: Place) -> Bodies:
        handled = Handled(pattern, self._types)
        answers = (
            answers_returned(pattern, place)
            if pattern.returns
            else handled.answers(place, pattern.response, pattern.request)
        )
        readings = handled.readings(place, pattern.request)
        given = self._given(pattern, place, answers) if answers else Bodies()
        taken = self._taken(pattern, place, readings)
        return replace(given, requests=taken, enforced=bool(readings) and all(one.enforced for one in readings))

    def _taken(self, pattern: HandlerPattern, place: Place, readings: Iterable[Reading]) -> tuple[TypeName, ...]:
        """The models of the request; nothing where one of them cannot be told."""
        found = [
            TypeName(one.value.source.path, one.value.node.text()) if one.is_model else self._types.of(one.value)
            for one in readings
        ]
        if place.source.language == "typescript" and not found:
            found = list(declared_bodies(place, pattern.request))
        known = tuple(dict.fromkeys(one for one in found if one is not None))
        return known if len(known) == len(set(found)) else ()

    def _given(self, pattern: HandlerPattern, place: Place, answers: Iterable[Answer]) -> Bodies:
        """Status and body of what is answered on success; nothing where one of the statuses cannot be told."""
        known = [(self._status(one), one) for one in answers]
        if not all(status for status, _ in known):
            return Bodies()
        good = [(status, one) for status, one in known if status in _SUCCESS]
        bodies = [self._body(pattern, place, one.value) for _, one in good if one.value is not None]
        types = [one for one in bodies if one is not None] if None not in bodies else []
        names = [TypeName(one.span.path, one.name) if isinstance(one, Shape) else one for one in types]
        return Bodies(
            responses=tuple(dict.fromkeys(names)),
            objects=tuple(one for one in types if isinstance(one, Shape)),
            statuses=tuple(sorted({status for status, _ in good})),
        )

    def _status(self, answer: Answer) -> int:
        """The status of an answer; 0 where it cannot be told."""
        if answer.status is not None:
            return certain_status(answer.status.node)
        if answer.otherwise or answer.value is None:
            return answer.otherwise
        return 200 if self._types.of(answer.value) is not None else 0  # a body, and no answer of another make

    def _body(self, pattern: HandlerPattern, place: Place, value: Place) -> TypeName | Shape | None:
        shape = object_shape(value, Values(self._project, value.source))
        if shape is not None:
            return shape
        found = self._types.of(value)
        if found is None and place.source.language == "typescript":
            return declared_answer(place, pattern.response)
        return found
