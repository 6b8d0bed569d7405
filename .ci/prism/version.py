"""One version of GitHub's interface out of the description of all of them.

The description is of version 2022-11-28. What later versions change stands beside each part under
`x-github-breaking-changes`, as a JSON merge patch (RFC 7396) or as operations of JSON Patch (RFC 6902).
"""

from collections.abc import Mapping, Sequence
from typing import Final

from app.simulator.wire import Json, JsonObject

_CHANGES: Final = "x-github-breaking-changes"


def at_version(value: Json, version: str) -> Json:
    """The description, or a part of it, as `version` (`2026-03-10`) has it.

    Raises LookupError for a patch that does not fit.
    """
    if isinstance(value, Mapping):
        told: Json = {name: at_version(inner, version) for name, inner in value.items() if name != _CHANGES}
        for patch in _patches(value.get(_CHANGES), version):
            told = _operated(told, patch) if isinstance(patch, Sequence) else _merged(told, patch)
        return told
    if isinstance(value, list):
        return [at_version(inner, version) for inner in value]
    return value


def with_value(value: Json, path: Sequence[str], new: Json) -> Json:
    """`value` with `new` at `path`, whether or not there is something now. Raises LookupError."""
    return _at(value, path, [new])


def _patches(changes: Json, version: str) -> list[Json]:
    if not isinstance(changes, list):
        return []
    known = (change for change in changes if isinstance(change, Mapping))
    return [change["patch"] for change in known if str(change["version"]) <= version]


def _merged(value: Json, patch: Json) -> Json:
    """RFC 7396: null removes, objects are merged, everything else replaces."""
    if not isinstance(patch, Mapping):
        return patch
    told: dict[str, Json] = dict(value) if isinstance(value, Mapping) else {}
    for name, inner in patch.items():
        if inner is None:
            told.pop(name, None)
        else:
            told[name] = _merged(told.get(name), inner)
    return told


def _operated(value: Json, operations: Sequence[Json]) -> Json:
    """RFC 6902, as far as GitHub uses it: `remove` and `replace`."""
    for operation in operations:
        if not isinstance(operation, Mapping) or operation["op"] not in {"remove", "replace"}:
            raise LookupError(f"an operation of another kind: {operation}")
        path = [_unescaped(part) for part in str(operation["path"]).split("/")[1:]]
        value = _at(value, path, [] if operation["op"] == "remove" else [operation["value"]])
    return value


def _unescaped(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")


def _at(value: Json, path: Sequence[str], new: Sequence[Json]) -> Json:
    """`value` with what stands at `path` replaced by the one `new` value, or removed when there is none."""
    name, *rest = path
    if isinstance(value, list):
        index = int(name)
        inner = [_at(value[index], rest, new)] if rest else list(new)
        return [*value[:index], *inner, *value[index + 1 :]]
    if isinstance(value, Mapping):
        others: JsonObject = {one: inner for one, inner in value.items() if one != name}
        if rest:
            return {**others, name: _at(value[name], rest, new)}
        return {**others, name: new[0]} if new else others
    raise LookupError(f"there is no `{name}` in {str(value)[:80]}")
