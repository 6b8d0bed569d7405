"""GitHub's own description of its REST interface (`@octokit/openapi`): look routes up, cut it to what is used."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from app.simulator.wire import Json, JsonObject

_PARAMETER = re.compile(r"\{[^}]*\}")
_WEBHOOKS = "x-webhooks"
# What these hold may have slashes in it; nothing else may.
_DEEP = frozenset({"basehead", "path", "ref", "tree_sha"})


def parts(value: Json) -> JsonObject:
    """`value` as an object. Raises TypeError: the description has another form than this suite knows."""
    if not isinstance(value, Mapping):
        raise TypeError(f"{type(value).__name__} stands where an object is expected: {str(value)[:80]}")
    return value


def webhook_name(event: str, action: str | None) -> str:
    """The name under which the description has a webhook: `check-run-completed`."""
    return "-".join(filter(None, (event, action))).replace("_", "-")


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one route, as described."""

    method: str
    path: str
    described: JsonObject

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def request(self) -> Json:
        """The schema of the body; None when it takes none."""
        return _schema(self.described.get("requestBody"))

    def answers(self, status: int) -> Json:
        """What is described under `status`; None when nothing is."""
        return parts(self.described["responses"]).get(str(status))


class Description:
    """The whole description, or a part of it that `cut` made."""

    def __init__(self, document: JsonObject) -> None:
        self.document = document

    @classmethod
    def read(cls, file: Path) -> "Description":
        """The description in `file`."""
        return cls(parts(json.loads(file.read_text("utf-8"))))

    @cached_property
    def _operations(self) -> tuple[tuple[re.Pattern[str], Operation], ...]:
        """Every operation with the pattern of its path, the most literal first."""
        found = [
            (_pattern(path), Operation(method.upper(), path, parts(described)))
            for path, methods in parts(self.document["paths"]).items()
            for method, described in parts(methods).items()
        ]
        return tuple(sorted(found, key=lambda one: (one[1].path.count("{"), -len(one[1].path))))

    def operation(self, method: str, route: str) -> Operation | None:
        """What `method` does at `route`, a path without parameters; None when GitHub has no such route."""
        for pattern, operation in self._operations:
            if operation.method == method and pattern.fullmatch(route):
                return operation
        return None

    def escaped(self, method: str, route: str) -> str:
        """`route` with the slashes escaped that lie within a parameter: routers of OpenAPI know no others."""
        for pattern, operation in self._operations:
            if operation.method == method and (found := pattern.fullmatch(route)):
                return _filled(operation.path, found.groups())
        return route

    def same(self, method: str, template: str) -> Operation | None:
        """The operation whose path is `template`, whatever the parameters are called."""
        for _, operation in self._operations:
            if operation.method == method and _nameless(operation.path) == _nameless(template):
                return operation
        return None

    def schema(self, described: Json) -> Json:
        """The JSON schema of a described request or answer; None when it has no JSON body."""
        return _schema(self.resolved(described))

    def resolved(self, value: Json) -> Json:
        """`value`, or what it refers to."""
        while isinstance(value, Mapping) and isinstance(reference := value.get("$ref"), str):
            value = self._at(reference)
        return value

    def webhook(self, event: str, action: str | None) -> Json:
        """The schema of a webhook's payload; None when GitHub sends no such webhook."""
        described = parts(self.document[_WEBHOOKS]).get(webhook_name(event, action))
        return None if described is None else _schema(parts(parts(described)["post"])["requestBody"])

    def cut(self, paths: Iterable[str], webhooks: Iterable[str], schemas: Iterable[str]) -> "Description":
        """The same description with these alone, and with the components that they need.

        Webhooks that GitHub does not describe are left out.
        """
        kept: dict[str, Json] = {path: parts(self.document["paths"])[path] for path in paths}
        known = parts(self.document[_WEBHOOKS])
        hooks: dict[str, Json] = {name: known[name] for name in webhooks if name in known}
        components: dict[str, dict[str, Json]] = {}
        waiting = [*_references(kept), *_references(hooks), *(f"#/components/schemas/{name}" for name in schemas)]
        while waiting:
            _, section, name = waiting.pop().removeprefix("#/").split("/")
            if name not in components.setdefault(section, {}):
                components[section][name] = self._at(f"#/components/{section}/{name}")
                waiting.extend(_references(components[section][name]))
        head = {name: self.document[name] for name in ("openapi", "info", "servers")}
        return Description({**head, "paths": kept, _WEBHOOKS: hooks, "components": components})

    def _at(self, reference: str) -> Json:
        value: Json = self.document
        for name in reference.removeprefix("#/").split("/"):
            value = parts(value)[name]
        return value


def _schema(described: Json) -> Json:
    content = None if described is None else parts(described).get("content")
    media = None if content is None else parts(content).get("application/json")
    return None if media is None else parts(media).get("schema")


def _references(value: Json) -> Iterator[str]:
    if isinstance(value, Mapping):
        reference = value.get("$ref")
        if isinstance(reference, str):
            yield reference
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _references(inner)


def _nameless(template: str) -> str:
    return _PARAMETER.sub("{}", template)


def _filled(template: str, values: Sequence[str]) -> str:
    texts = _PARAMETER.split(template)
    escaped = [quote(value, safe="") for value in values]
    return "".join(text + value for text, value in zip(texts, (*escaped, ""), strict=True))


def _pattern(template: str) -> re.Pattern[str]:
    texts = (re.escape(text) for text in _PARAMETER.split(template))
    names = (name.strip("{}") for name in _PARAMETER.findall(template))
    groups = ("(.+)" if name in _DEEP else "([^/]+)" for name in names)
    return re.compile("".join(text + group for text, group in zip(texts, (*groups, ""), strict=True)))
