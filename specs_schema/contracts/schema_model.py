"""A contract as a program can compare it: operations and schemas, every local reference resolved to a key.

Schemas form a graph, not a tree: a schema names the schemas below it by their keys, so a type within itself and a
type that a hundred operations share are there once.
"""

from typing import Literal

from pydantic import Field

from specs_schema.noun import Noun
from specs_schema.span import Span

ParameterPlace = Literal["path", "query", "querystring", "header", "cookie"]


class Member(Noun):
    """A schema below another one, where it is written: a property, an alternative. `schema_key` is what it refers to.

    `name` is that of the property, or of the schema that the `$ref` of an alternative names; empty where neither is.
    """

    name: str
    schema_key: str
    span: Span


class SchemaModel(Noun):
    """One schema. `lines` tells where each of its keywords stands.

    `words` holds format, pattern, const and default, and as a whole, in canonical text, the keywords that are only
    compared for being there (`not`, `if`, `contains` ...). `unknown` says why nothing is known of it: a reference
    that was not followed.
    """

    pointer: str
    span: Span
    types: tuple[str, ...] = ()  # without null; empty: any
    nullable: bool = False
    enum: dict[str, int] | None = None  # value → line
    extensible: dict[str, int] | None = None  # the same for `x-extensible-enum`
    words: dict[str, str] = Field(default_factory=dict)
    bounds: dict[str, float] = Field(default_factory=dict)
    required: dict[str, int] = Field(default_factory=dict)  # name → line
    properties: tuple[Member, ...] = ()
    items: str = ""
    closed: bool = False  # `additionalProperties: false`
    additional: str = ""
    all_of: tuple[str, ...] = ()
    one_of: tuple[Member, ...] = ()
    any_of: tuple[Member, ...] = ()
    read_only: bool = False
    write_only: bool = False
    unknown: str = ""
    lines: dict[str, int] = Field(default_factory=dict)


class ParameterModel(Noun):
    """One parameter of an operation, or one header of a response."""

    where: ParameterPlace
    name: str
    required: bool = False
    deprecated: bool = False
    sunset: str = ""
    schema_key: str = ""
    pointer: str
    span: Span


class MediaModel(Noun):
    """One media type of a body; `schema_key` is empty where it has no schema."""

    media: str
    schema_key: str = ""
    span: Span


class BodyModel(Noun):
    """What a request carries."""

    required: bool = False
    media: tuple[MediaModel, ...] = ()
    pointer: str
    span: Span


class ResponseModel(Noun):
    """One response. `status` is upper case: `200`, `4XX`, `DEFAULT`."""

    status: str
    media: tuple[MediaModel, ...] = ()
    headers: tuple[ParameterModel, ...] = ()
    pointer: str
    span: Span


class OperationModel(Noun):
    """One operation. `template` is its path with the names of its parameters taken out: `/answers/{}`.

    `security` holds the alternatives, each a set of schemes (and `scheme scope`); an alternative without any asks for
    nothing, and so does no alternative at all.
    """

    method: str
    path: str
    template: str
    server: str = ""  # path that the servers put before it
    operation_id: str = ""
    webhook: bool = False
    deprecated: bool = False
    sunset: str = ""
    parameters: tuple[ParameterModel, ...] = ()
    body: BodyModel | None = None
    responses: tuple[ResponseModel, ...] = ()
    security: tuple[tuple[str, ...], ...] = ()
    security_line: int = 1
    pointer: str
    span: Span


class Unfollowed(Noun):
    """A reference that was not followed: to another document, or to nothing."""

    target: str
    span: Span


class ContractModel(Noun):
    """An OpenAPI document or a JSON Schema. `roots` are the schemas that a JSON Schema document describes.

    `complete` is False where the document was larger than what is read: then nothing that is absent is missing.
    """

    operations: tuple[OperationModel, ...] = ()
    schemas: dict[str, SchemaModel] = Field(default_factory=dict)
    roots: tuple[Member, ...] = ()
    unfollowed: tuple[Unfollowed, ...] = ()
    complete: bool = True
