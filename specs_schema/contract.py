"""What the files in contracts/ say."""

from typing import Literal

from specs_schema.contracts.schema_model import ContractModel
from specs_schema.noun import Noun
from specs_schema.span import Span
from specs_schema.subject import Subject

ContractKind = Literal["openapi", "json_schema", "asyncapi", "graphql", "protobuf", "markdown", "code", "other"]


class ContractField(Noun):
    """One field of a type, or one parameter. `pointer` is its JSON pointer in the document."""

    name: str
    type: str = ""
    required: bool = False
    where: Literal["path", "query", "header", "cookie", "body", "field"] = "field"
    pointer: str = ""
    span: Span


class ContractType(Noun):
    """A named schema of a contract."""

    name: str
    fields: tuple[ContractField, ...] = ()
    text: str = ""
    pointer: str = ""
    span: Span


class Response(Noun):
    """One response of an operation; `schema_name` names a ContractType where it refers to one."""

    status: str
    text: str = ""
    schema_name: str = ""
    fields: tuple[ContractField, ...] = ()
    span: Span


class Operation(Subject):
    """One operation of a contract; `id` is method and path (`POST /answers`), or its name elsewhere."""

    kind: Literal["operation"] = "operation"
    contract: str = ""  # path of the contract file
    method: str = ""
    path: str = ""
    operation_id: str = ""
    parameters: tuple[ContractField, ...] = ()
    request: tuple[ContractField, ...] = ()
    request_schema: str = ""
    responses: tuple[Response, ...] = ()


class Contract(Noun):
    """One interface document of a feature."""

    path: str
    kind: ContractKind
    title: str = ""
    operations: tuple[Operation, ...] = ()
    types: tuple[ContractType, ...] = ()
    headings: tuple[str, ...] = ()  # of a Markdown contract
    model: ContractModel | None = None  # of OpenAPI and JSON Schema, to be compared by program
    span: Span
