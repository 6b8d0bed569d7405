"""The types of expressions, in each language."""

from collections.abc import Sequence

from app.symbols.found import TypeName
from app.symbols.handlers.go_types import GoTypes
from app.symbols.handlers.place import Place
from app.symbols.handlers.python_types import PythonTypes
from app.symbols.handlers.script_types import ScriptTypes
from app.symbols.project import Project
from app.symbols.source import Function, Source


class Types:
    """What an expression is, and which function a name means, where that can be told without running anything."""

    def __init__(self, project: Project) -> None:
        self._go = GoTypes(project)
        self._script = ScriptTypes(project)
        self._python = PythonTypes(project)

    def of(self, place: Place) -> TypeName | None:
        """The type of an expression."""
        return self._reader(place).of(place)

    def functions(self, place: Place) -> Sequence[tuple[Source, Function]]:
        """The functions that the callee `place` may be: one, where that can be told."""
        return self._reader(place).functions(place)

    def _reader(self, place: Place) -> GoTypes | ScriptTypes | PythonTypes:
        if place.source.language == "go":
            return self._go
        return self._python if place.source.language == "python" else self._script
