"""What code declares, as far as a program can read it: the routes it serves and the models of their bodies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from specs_schema.span import Span

ANY_METHOD = "*"


def folded(name: str) -> str:
    """A name without case, underscores and whatever else people write between its words."""
    return re.sub(r"[\W_]+", "", name).lower()


@dataclass(frozen=True, slots=True)
class Route:
    """One method on one path.

    `path` has parameters as `{id}`. `method` is `*` where every method, or one that cannot be read, is served.
    `doubt` says why the route is not certain; its path then begins with `…` where a prefix is unknown, and ends with
    `**` where everything below is served. `request_model` and `response_model` are keys of models, empty where
    they cannot be read with certainty.
    """

    method: str
    path: str
    span: Span
    handler: str
    framework: str
    params: tuple[str, ...] = ()
    statuses: tuple[int, ...] = ()
    request_model: str = ""
    response_model: str = ""
    takes_list: bool = False  # the request is a list of its model
    gives_list: bool = False  # the same for the response
    enforced: bool = False  # a request in which a field of its model is missing is refused
    doubt: str = ""
    quote: str = ""  # its first line

    @property
    def name(self) -> str:
        """Method and path, as people write them."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class ModelField:
    """One field as it stands in JSON. `type` is the code's own; `kinds` are JSON's, empty where not certain.

    `optional`: a body without the field is accepted. `nullable`: it may be null. `also`: the name in code, by which a
    request may give the field, too.
    """

    name: str
    type: str
    optional: bool
    span: Span
    kinds: tuple[str, ...] = ()
    nullable: bool = False
    also: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """The body that a class, record, struct, interface or schema describes. `doubt`: why its fields are not certain."""

    name: str
    fields: tuple[ModelField, ...]
    span: Span
    doubt: str = ""
    quote: str = ""

    @property
    def key(self) -> str:
        """What routes call it: two files may each have a model of one name."""
        return f"{self.span.path}#{self.name}"


@dataclass(frozen=True, slots=True)
class Record:
    """What keeps data under names: a class, record, struct, interface, schema, or a table of a migration.

    `fields` are the names that it declares, what it inherits included. `words` are all identifiers in the declaration,
    in small letters without underscores: what is among them may be a field in a form that nobody reads. `doubt`: why
    there may be fields that are not here.
    """

    name: str
    fields: tuple[str, ...]
    words: frozenset[str]
    span: Span
    table: bool = False
    doubt: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class ReadCode:
    """Routes and models of the files at head that were read. `unread` says by path why others could not be.

    `complete` is False where more files declare routes than are read: then a route that is not here may exist.
    """

    routes: tuple[Route, ...] = ()
    models: tuple[Model, ...] = ()
    files: tuple[str, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict[str, str])
    complete: bool = True
    records: tuple[Record, ...] = ()  # those of the names that were asked for

    def model(self, key: str) -> Model | None:
        """The model that a route calls `key`."""
        return next((model for model in self.models if model.key == key), None)
