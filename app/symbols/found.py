"""A route as one file declares it, before names of models are followed; and models as one file declares them."""

from dataclasses import dataclass

from app.domain.code import ModelField
from specs_schema.span import Span


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type that is named in the file `path`, and whether a list of them is meant."""

    path: str
    name: str
    many: bool = False
    by_name: bool = False  # written by the names that its fields have in code


@dataclass(frozen=True, slots=True)
class Shape:
    """What one declaration says. `bases` are the names of what it inherits fields from, in the order of the code."""

    name: str
    span: Span
    fields: tuple[ModelField, ...]
    bases: tuple[str, ...] = ()
    doubt: str = ""


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
    each: bool = False  # every one of them is a body; otherwise those that are models
    enforced: bool = False  # a request in which a field of its model is missing is refused
    objects: tuple[Shape, ...] = ()  # what is written as it stands, without a model
    doubt: str = ""
