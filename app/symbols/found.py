"""A route as one file declares it, before names of models are followed."""

from dataclasses import dataclass

from specs_schema.span import Span


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type that is named in the file `path`, and whether a list of them is meant."""

    path: str
    name: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """A route with the types that may be the models of its bodies."""

    method: str
    path: str
    span: Span
    handler: str
    framework: str
    statuses: tuple[int, ...] = ()
    requests: tuple[TypeName, ...] = ()
    responses: tuple[TypeName, ...] = ()
    doubt: str = ""
