"""Classes, records, structs and schemas as one file declares them, and models with what they inherit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from app.domain.code import Model, ModelField
from app.symbols.found import Shape, TypeName
from app.symbols.project import Project
from app.symbols.source import Source

_MOST_STEPS: Final = 8


class Shapes:
    """The shapes of all files, and how a name leads to one."""

    def __init__(self, project: Project, shapes: Sequence[Shape]) -> None:
        self._project = project
        self._by_place: Mapping[tuple[str, str], Shape] = {(one.span.path, one.name): one for one in shapes}
        self._twice = _twice(shapes)
        self._by_name: dict[str, list[Shape]] = {}
        for one in shapes:
            self._by_name.setdefault(one.name, []).append(one)

    def find(self, wanted: TypeName) -> Shape | None:
        """The one shape that a type names in a file."""
        source = self._project.sources.get(wanted.path)
        if source is None or (wanted.path, wanted.name) in self._twice:
            return None
        own = self._by_place.get((wanted.path, wanted.name))
        if own is not None:
            return own
        if source.language in ("java", "go"):
            found = self._beside(source, wanted.name)
            return found[0] if len(found) == 1 else None
        target = self._project.follow(source, wanted.name)
        return self._by_place.get((target.source.path, target.name)) if target is not None else None

    def _beside(self, source: Source, name: str) -> list[Shape]:
        """Shapes of Java by their name alone, of Go by name within the folder."""
        found = self._by_name.get(name.rpartition(".")[2], [])
        if source.language == "java":
            return found
        folder = self._project.go_folder(source, name.rpartition(".")[0])
        return [one for one in found if one.span.path.rpartition("/")[0] == folder]

    def models(self) -> Iterator[Model]:
        """Every shape with the fields of what it inherits."""
        for (path, name), shape in self._by_place.items():
            doubt = f"`{name}` is declared twice in one file" if (path, name) in self._twice else ""
            model = self._model(shape, _MOST_STEPS)
            yield replace(model, doubt=model.doubt or doubt)

    def _model(self, shape: Shape, steps: int) -> Model:
        fields: dict[str, ModelField] = {}
        doubt = shape.doubt or ("" if steps else "it inherits from itself")
        if (shape.span.path.rpartition("/")[0], shape.name) in self._project.go_writers:
            doubt = doubt or "it writes itself"
        for name in shape.bases if steps else ():
            base = self.find(TypeName(shape.span.path, name))
            inherited = self._model(base, steps - 1) if base is not None else None
            if inherited is None:
                doubt = doubt or f"what it inherits from `{name}` was not read"
            else:
                doubt = doubt or inherited.doubt
                fields.update({one.name: one for one in inherited.fields})
        fields.update({one.name: one for one in shape.fields})
        return Model(shape.name, tuple(fields.values()), shape.span, doubt)


def _twice(shapes: Sequence[Shape]) -> frozenset[tuple[str, str]]:
    places = [(one.span.path, one.name) for one in shapes]
    return (
        frozenset(place for place in places if places.count(place) > 1)
        if len(set(places)) < len(places)
        else frozenset()
    )
