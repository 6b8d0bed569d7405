"""GraphQL queries and their answers against GitHub's public schema (`@octokit/graphql-schema`)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from graphql import (
    DocumentNode,
    GraphQLAbstractType,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    execute_sync,  # pyright: ignore[reportUnknownVariableType] - its executor has no type
    find_breaking_changes,
    parse,
    validate,
)
from graphql.execution import get_variable_values

from app.simulator.wire import Json
from description import parts

_SCHEMA: Final = Path(__file__).with_name("node_modules") / "@octokit" / "graphql-schema" / "schema.graphql"


class PublicSchema:
    """GitHub's schema, read once."""

    def __init__(self, text: str) -> None:
        self.schema: GraphQLSchema = build_schema(text, assume_valid=True, assume_valid_sdl=True)

    @classmethod
    def read(cls) -> "PublicSchema":
        """The schema that the package ships."""
        return cls(_SCHEMA.read_text("utf-8"))

    def request_problems(self, posted: Json) -> tuple[str, ...]:
        """What GitHub would say against a posted query and its variables."""
        body = parts(posted)
        try:
            document = parse(str(body["query"]))
        except GraphQLError as error:
            return (error.message,)
        errors = validate(self.schema, document) or self._variables(document, body.get("variables"))
        return tuple(error.message for error in errors)

    def answer_problems(self, posted: Json, answered: Json) -> tuple[str, ...]:
        """What in an answer's data is not of the types that the query asked for, or was not asked for at all."""
        body, data = parts(posted), parts(answered).get("data")
        if not isinstance(data, Mapping):
            return ("the answer has no data",)
        result = execute_sync(
            self.schema,
            parse(str(body["query"])),
            root_value=data,
            variable_values=dict(parts(body.get("variables") or {})),
            field_resolver=_given,
            type_resolver=self._some_type,
        )
        told = [f"`{_place(error)}`: {error.message}" for error in result.errors or ()]
        if not told and result.data != data:
            told.append("the answer holds fields that the query did not ask for")
        return tuple(told)

    def differences(self, other: str) -> tuple[str, ...]:
        """Where a query that `other`, a schema, allows would fail at GitHub, or get another kind of answer."""
        changes = find_breaking_changes(build_schema(other), self.schema)
        return tuple(change.description for change in changes)

    def _variables(self, document: DocumentNode, variables: Json) -> list[GraphQLError]:
        operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
        given = parts(variables or {})
        problems: list[GraphQLError] = []
        for operation in operations:
            definitions = operation.variable_definitions or ()
            names = {definition.variable.name.value for definition in definitions}
            found = get_variable_values(self.schema, definitions, dict(given))
            problems += found if isinstance(found, list) else []
            problems += [GraphQLError(f"Variable `{name}` is not declared") for name in given.keys() - names]
        return problems

    def _some_type(self, value: Mapping[str, object], _: object, abstract: GraphQLAbstractType) -> str:
        """The type that the answer names, or of those that are possible the one that has most of its fields."""
        named = value.get("__typename")
        if isinstance(named, str):
            return named
        return max(
            self.schema.get_possible_types(abstract), key=lambda kind: len(kind.fields.keys() & value.keys())
        ).name


def _given(source: Mapping[str, object], info: GraphQLResolveInfo[object], **_: object) -> object:
    """The value that the answer has under the field's name, or under its alias."""
    return source.get(str(info.path.key))


def _place(error: GraphQLError) -> str:
    return ".".join(str(part) for part in error.path or ())
