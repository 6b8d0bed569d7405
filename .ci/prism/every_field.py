"""A GraphQL query that asks for every field that a schema can answer, once on each way to it."""

from collections.abc import Mapping
from typing import Final

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_required_argument,
)

# Not needed for an answer, but without them connections and objects answer nothing.
_ASKED_ANYWAY: Final = frozenset({"first", "expression"})
Composite = GraphQLObjectType | GraphQLInterfaceType


def every_field(schema: GraphQLSchema, field: str, arguments: Mapping[str, str]) -> str:
    """The query of `field` and everything below it; `arguments` are literals by the argument's name."""
    root = schema.query_type
    if root is None:
        raise ValueError("the schema has no queries")
    return f"query {{ {_Asking(schema, arguments).field(field, root.fields[field], ('Query',))} }}"


class _Asking:
    def __init__(self, schema: GraphQLSchema, arguments: Mapping[str, str]) -> None:
        self._schema = schema
        self._arguments = arguments

    def field(self, name: str, field: GraphQLField, above: tuple[str, ...]) -> str:
        """The field with its arguments and what is below it; nothing when that is on the way to it already."""
        kind = get_named_type(field.type)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] - lists
        given = [
            f"{one}: {self._arguments[one]}"
            for one, argument in field.args.items()
            if is_required_argument(argument) or one in _ASKED_ANYWAY
        ]
        call = f"{name}({', '.join(given)})" if given else name
        if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            return call
        return "" if kind.name in above else f"{call} {{ {self._below(kind, (*above, kind.name))} }}"

    def _below(self, kind: Composite, above: tuple[str, ...]) -> str:
        fields = [self.field(name, field, above) for name, field in kind.fields.items()]
        told = ["__typename", *filter(None, fields)]
        if isinstance(kind, GraphQLInterfaceType):
            possible = self._schema.get_possible_types(kind)
            told += [f"... on {one.name} {{ {self._below(one, above)} }}" for one in possible if one.name not in above]
        return " ".join(told)
