"""Pages of a connection, with GitHub's rule that their size must be said."""

import base64
from collections.abc import Callable, Sequence
from typing import TypeVar

from graphql import GraphQLError, GraphQLResolveInfo

Item = TypeVar("Item")
Node = dict[str, object]
Info = GraphQLResolveInfo[object]
Resolver = Callable[..., object]
MOST = 100


class Refused(GraphQLError):
    """An error with GitHub's `type`."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def later(make: Callable[[], object]) -> Resolver:
    """A resolver that calls `make` only when its field is asked for."""

    def resolve(_: Info) -> object:
        return make()

    return resolve


def connection(items: Sequence[Item], node: Callable[[Item], Node]) -> Resolver:
    """A resolver for a connection over `items`."""

    def resolve(info: Info, **arguments: object) -> Node:
        first, last = _size(info, arguments, "first"), _size(info, arguments, "last")
        if first is None and last is None:
            message = (
                f"You must provide a `first` or `last` value to properly paginate the `{info.field_name}` connection."
            )
            raise Refused("MISSING_PAGINATION_BOUNDARIES", message)
        start, end = _position(arguments.get("after"), 0), _position(arguments.get("before"), len(items) + 1) - 1
        if first is not None:
            end = min(end, start + first)
        elif last is not None:
            start = max(start, end - last)
        shown = items[start:end]
        return {
            "totalCount": len(items),
            "nodes": [node(item) for item in shown],
            "pageInfo": {
                "hasNextPage": start + len(shown) < len(items),
                "hasPreviousPage": start > 0,
                "startCursor": cursor(start + 1) if shown else None,
                "endCursor": cursor(start + len(shown)) if shown else None,
            },
        }

    return resolve


def _size(info: Info, arguments: dict[str, object], name: str) -> int | None:
    value = arguments.get(name)
    if not isinstance(value, int):
        return None
    if not 1 <= value <= MOST:
        message = (
            f"Requesting {value} records on the `{info.field_name}` connection exceeds the `{name}` limit "
            f"of {MOST} records."
        )
        raise Refused("EXCESSIVE_PAGINATION", message)
    return value


def cursor(position: int) -> str:
    """The opaque name of the item at `position`, counted from 1."""
    return base64.b64encode(f"cursor:{position}".encode()).decode()


def _position(value: object, otherwise: int) -> int:
    if value is None:
        return otherwise
    try:
        return int(base64.b64decode(str(value)).decode().removeprefix("cursor:"))
    except ValueError as error:
        raise Refused("INVALID_CURSOR_ARGUMENTS", f"`{value}` does not appear to be a valid cursor.") from error
