"""Holds what went over the wire against GitHub's own schema, by way of githubkit's generated models.

Every logged request is called again through the method of githubkit's client that is documented for its route,
with a transport that answers what the simulator answered. So the body passes `rest_api_validate_body`, the
answer passes `parsed_data`, and a field that either model does not know shows up as a difference.
"""

import inspect
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

import httpx
from githubkit import GitHub, TokenAuthStrategy
from githubkit.compat import model_dump
from githubkit.exception import RequestFailed
from githubkit.webhooks import WebhookNamespace
from githubkit_schemas.latest import models
from pydantic import BaseModel, TypeAdapter, ValidationError

AREAS = ("apps", "checks", "git", "issues", "pulls", "rate_limit", "reactions", "repos")
_ROUTE = re.compile(r"^\s*(GET|POST|PATCH|PUT|DELETE) (/\S*)$", re.MULTILINE)
_PARAMETER = re.compile(r"\{(\w+)\}")
# Paths may hold slashes here and nowhere else.
_DEEP = frozenset({"path", "ref", "basehead"})
REDIRECTS = (301, 307)


@dataclass(frozen=True)
class Operation:
    """One method of githubkit's client."""

    method: str
    template: str
    area: str
    name: str
    function: Callable

    def match(self, path: str) -> dict[str, str] | None:
        """The path parameters, when the path is of this form."""
        pattern = _PARAMETER.sub(
            lambda found: f"(?P<{found[1]}>{'.*' if found[1] in _DEEP else '[^/]+'})", self.template
        )
        found = re.fullmatch(pattern, path)
        return found.groupdict() if found else None


@cache
def operations() -> tuple[Operation, ...]:
    """Every documented method of the areas that matter, the most literal routes first."""
    github = GitHub(http_cache=False)
    found = []
    for area in AREAS:
        client = getattr(github.rest, area)
        for name in dir(type(client)):
            function = getattr(type(client), name)
            documented = _ROUTE.search(function.__doc__ or "")
            if documented and not name.startswith(("_", "async_")):
                found.append(Operation(documented[1], documented[2], area, name, function))
    return tuple(sorted(found, key=lambda one: (one.template.count("{"), -len(one.template))))


def check(exchanges: Iterable) -> int:
    """Check every REST exchange and return how many there were. Fails with the route and the field.

    `exchanges` is `Simulator.requests`; ordered outages are left out, and so is what is not REST.
    """
    checked = 0
    for exchange in exchanges:
        if exchange.injected or not is_rest(exchange.route):
            continue
        check_exchange(exchange)
        checked += 1
    return checked


def is_rest(route: str) -> bool:
    return route != "/graphql" and ".git/" not in route and not route.endswith("/settings/apps/new")


def check_exchange(exchange) -> None:
    """Fail with route and field when the request or its answer is not what GitHub's schema says."""
    operation, parameters = _find(exchange)
    where = f"{exchange.method} {operation.template}"
    if exchange.status in REDIRECTS:
        _check_redirect(where, exchange)
        return

    def answer(_: httpx.Request) -> httpx.Response:
        if exchange.response is None:
            return httpx.Response(exchange.status)
        return httpx.Response(exchange.status, json=exchange.response)

    client = GitHub(
        TokenAuthStrategy("t"),
        transport=httpx.MockTransport(answer),
        http_cache=False,
        auto_retry=False,
        ssl_verify=False,
        trust_env=False,
    )
    call = getattr(getattr(client.rest, operation.area), operation.name)
    response = _call(where, exchange, call, parameters)
    _check_request(where, operation, exchange)
    _check_answer(where, exchange, response)


def _check_redirect(where, exchange) -> None:
    """Every route of a repository is redirected where it was renamed; GitHub describes the answer once, for one."""
    model = models.BasicError.model_validate(exchange.response)
    unknown = list(differences(exchange.response, declared(model), ""))
    assert not unknown, f"{where}: redirect has fields that GitHub does not know: {unknown}"
    assert exchange.response_headers["Location"] == exchange.response["url"], f"{where}: redirect leads nowhere"


def _find(exchange) -> tuple[Operation, dict[str, str]]:
    for operation in operations():
        if operation.method == exchange.method:
            parameters = operation.match(exchange.route)
            if parameters is not None:
                return operation, parameters
    raise AssertionError(f"{exchange.method} {exchange.route} is no route of GitHub's REST interface")


def _call(where, exchange, call, parameters):
    arguments = {name: int(value) if value.isdecimal() else value for name, value in parameters.items()}
    known = inspect.signature(call).parameters
    for name, value in exchange.query:
        # githubkit calls a parameter that is a word of Python's, `filter`, by its name and an underscore.
        argument = name if name in known else f"{name}_"
        arguments[argument] = int(value) if value.isdecimal() else value
    if exchange.request is not None:
        arguments["data"] = exchange.request
    try:
        return call(**arguments)
    except RequestFailed as failed:
        if failed.response.status_code != exchange.status:
            raise
        return failed.response
    except ValidationError as error:
        if 400 <= exchange.status < 500:  # a request that was refused is held against nothing
            return None
        raise AssertionError(f"{where}: request body, {_fields(error)}") from error
    except TypeError as error:
        raise AssertionError(f"{where}: {error}") from error


def _fields(error: ValidationError) -> str:
    found = [f"`{'.'.join(str(part) for part in one['loc'])}` {one['msg']}" for one in error.errors()]
    return "; ".join(found[:8])


def _check_request(where, operation, exchange) -> None:
    model = body_model(operation)
    if model is None or exchange.request is None or exchange.status >= 400:
        return
    unknown = list(differences(exchange.request, declared(model.validate_python(exchange.request)), ""))
    assert not unknown, f"{where}: request body has fields that GitHub does not know: {unknown}"


def _check_answer(where, exchange, response) -> None:
    if response is None or exchange.response is None or "json" not in exchange.response_headers["content-type"]:
        return
    kind = f"answer {exchange.status}"
    try:
        parsed = response.parsed_data
    except ValidationError as error:
        raise AssertionError(f"{where}: {kind}, {_fields(error)}") from error
    # GitHub sends `status` with every error and `errors` with many; not every error model of its schema says so.
    excused = {"status", "errors"} if exchange.status >= 400 else set()
    unknown = [one for one in differences(exchange.response, dumped(parsed), "") if one not in excused]
    assert not unknown, f"{where}: {kind} has fields that GitHub does not know: {unknown}"


def dumped(parsed):
    """A parsed value with all that its models let through: answers may have open maps, such as permissions."""
    if isinstance(parsed, BaseModel):
        return model_dump(parsed)
    if isinstance(parsed, list):
        return [dumped(one) for one in parsed]
    return parsed


def declared(parsed):
    """A parsed value with the fields that its models declare: what they merely let through is left out."""
    if isinstance(parsed, BaseModel):
        fields = type(parsed).model_fields
        if not fields:  # a free-form object
            return parsed.model_extra or {}
        return {
            field.alias or name: declared(getattr(parsed, name))
            for name, field in fields.items()
            if name in parsed.model_fields_set
        }
    if isinstance(parsed, list):
        return [declared(one) for one in parsed]
    return parsed


@cache
def body_model(operation: Operation):
    """The model that githubkit holds a request body against; None for a route without one."""
    source = inspect.getsource(operation.function)
    found = re.search(r"type_validate_python\((.*?),\s*json,?\s*\)", source, re.DOTALL)
    names = [name for name in re.findall(r"\w+", found[1]) if name != "Union"] if found else []
    return TypeAdapter(reduce(or_, [getattr(models, name) for name in names])) if names else None


def differences(given, known, path: str):
    """The fields of `given` that are not in `known`, which was made from it by a model."""
    if isinstance(given, Mapping) and isinstance(known, Mapping):
        for name, value in given.items():
            where = f"{path}.{name}".lstrip(".")
            if name not in known:
                yield where
            else:
                yield from differences(value, known[name], where)
    elif isinstance(given, Sequence) and isinstance(known, Sequence) and not isinstance(given, str):
        for index, (one, other) in enumerate(zip(given, known, strict=False)):
            yield from differences(one, other, f"{path}[{index}]")


# GitHub's schema has these in the pull request and its labels for some actions of an event, not for others.
UNEVEN = frozenset({"assignee", "merge_commit_sha", "archived_at", "archived_by"})


def check_webhook(event: str, payload: bytes) -> None:
    """Fail with event and field when a webhook's payload is not what GitHub's schema says."""
    content = json.loads(payload)
    where = f"webhook {event}.{content.get('action', '')}".rstrip(".")
    try:
        parsed = WebhookNamespace.parse_obj(event, content)
    except ValidationError as error:
        raise AssertionError(f"{where}: {_fields(error)}") from error
    unknown = [one for one in differences(content, dumped(parsed), "") if one.rpartition(".")[2] not in UNEVEN]
    assert not unknown, f"{where} has fields that GitHub does not know: {unknown}"
