"""Two versions of an operation → everything that differs for its clients."""

import re
from collections.abc import Iterator, Sequence

from app.rules.contracts.difference import Difference, Direction, Level, Part, Site
from app.rules.contracts.schemas import Schemas
from specs_schema.contracts.schema_model import (
    BodyModel,
    MediaModel,
    OperationModel,
    ParameterModel,
    ResponseModel,
)

_SUCCESS = re.compile(r"[23](?:\d\d|XX)")
_ARGUMENT = re.compile(r"\{([^{}]*)\}")


def compare_operations(schemas: Schemas, old: OperationModel, new: OperationModel, today: str = "") -> None:
    """Take up the differences of parameters, bodies, responses and security. `today` is an ISO date."""
    for difference in (*_parameters(old, new, today), *_bodies(old, new), *_answers(old, new), *_security(old, new)):
        schemas.found.add(difference)
    _parameter_schemas(schemas, old, new)
    if old.body and new.body:
        _media_schemas(schemas, old.body.media, new.body.media, _request(old))
    for before, after in _same_status(old, new):
        part = _response(old, before)
        _media_schemas(schemas, before.media, after.media, part)
        _header_schemas(schemas, before, after)


def sunset_ahead(deprecated: bool, sunset: str, today: str) -> bool:  # noqa: FBT001 (a field of what is asked about)
    """Whether something that was announced to go has a day before which it must not."""
    return deprecated and bool(sunset) and bool(today) and sunset[:10] > today


# --- parameters ------------------------------------------------------------------------------------------------------


def _named(operation: OperationModel) -> dict[tuple[str, str], ParameterModel]:
    """Parameters by place and name. Path parameters have a position, whatever they are called; headers no case."""
    order = _ARGUMENT.findall(operation.path)
    found: dict[tuple[str, str], ParameterModel] = {}
    for one in operation.parameters:
        name = one.name
        if one.where == "path" and one.name in order:
            name = str(order.index(one.name))
        elif one.where == "header":
            name = one.name.lower()
        found[(one.where, name)] = one
    return found


def _parameters(old: OperationModel, new: OperationModel, today: str) -> Iterator[Difference]:
    before, after = _named(old), _named(new)
    for name, one in before.items():
        other = after.get(name)
        if other is None and one.where != "path":
            yield from _removed_parameter(one, new, today)
        elif other is not None and other.required and not one.required:
            words = f"{_parameter(one)} became required"
            yield Difference("request-parameter-became-required", "breaking", words, _at(one), _at(other))
    for name, one in after.items():
        if name not in before and one.required and one.where != "path":
            kind, words = "new-required-request-parameter", f"{_parameter(one)} is new and required"
            yield Difference(kind, "breaking", words, _operation_site(old), _at(one))


def _removed_parameter(one: ParameterModel, new: OperationModel, today: str) -> Iterator[Difference]:
    words = f"{_parameter(one)} is gone"
    if sunset_ahead(one.deprecated, one.sunset, today):
        words = f"{words}, before its sunset on {one.sunset}"
        kind = "request-parameter-removed-before-sunset"
        yield Difference(kind, "breaking", words, _at(one), _operation_site(new))
    elif not one.deprecated:
        yield Difference("request-parameter-removed", "breaking", words, _at(one), _operation_site(new))


def _parameter_schemas(schemas: Schemas, old: OperationModel, new: OperationModel) -> None:
    after = _named(new)
    for name, one in _named(old).items():
        other = after.get(name)
        if other is not None and one.schema_key and other.schema_key:
            part = Part("request-parameter", _parameter(one), _direction(old, "request"))
            schemas.compare((one.schema_key,), (other.schema_key,), part)


def _parameter(one: ParameterModel) -> str:
    return f"{one.where} parameter `{one.name}`"


# --- bodies ----------------------------------------------------------------------------------------------------------


def _bodies(old: OperationModel, new: OperationModel) -> Iterator[Difference]:
    one, other = old.body, new.body
    if old.webhook:
        return
    if one is None and other is not None and other.required:
        words = "the request needs a body now"
        yield Difference("request-body-added-required", "breaking", words, _operation_site(old), _body_site(other))
    if one is not None and other is None:
        words = "the request has no body any more"
        yield Difference("request-body-removed", "breaking", words, _body_site(one), _operation_site(new))
    if one is None or other is None:
        return
    if other.required and not one.required:
        words = "the request's body became required"
        yield Difference("request-body-became-required", "breaking", words, _body_site(one), _body_site(other))
    later = {media.media for media in other.media}
    for media in one.media:
        if media.media not in later and not _covered(media.media, later):
            words = f"the request can no longer be `{media.media}`"
            yield Difference("request-body-media-type-removed", "breaking", words, _line(media), _body_site(other))
    for media, others in _same_media(one.media, other.media):
        if others.schema_key and not media.schema_key:
            words = f"the request's `{media.media}` has to follow a schema now"
            kind = "request-body-media-type-schema-added"
            yield Difference(kind, "breaking", words, _line(media), _line(others))


def _media_schemas(schemas: Schemas, old: Sequence[MediaModel], new: Sequence[MediaModel], part: Part) -> None:
    for one, other in _same_media(old, new):
        if one.schema_key and other.schema_key:
            schemas.compare((one.schema_key,), (other.schema_key,), part)


def _same_media(old: Sequence[MediaModel], new: Sequence[MediaModel]) -> Iterator[tuple[MediaModel, MediaModel]]:
    """Media types of one name; where both have only one, these, whatever they are called."""
    later = {media.media: media for media in new}
    for one in old:
        if other := later.get(one.media):
            yield one, other


def _covered(media: str, later: set[str]) -> bool:
    return "*/*" in later or f"{media.partition('/')[0]}/*" in later


# --- responses -------------------------------------------------------------------------------------------------------


def _same_status(old: OperationModel, new: OperationModel) -> Iterator[tuple[ResponseModel, ResponseModel]]:
    later = {response.status: response for response in new.responses}
    for response in old.responses:
        if other := later.get(response.status) or later.get(f"{response.status[:1]}XX"):
            yield response, other


def _answers(old: OperationModel, new: OperationModel) -> Iterator[Difference]:
    later = {response.status for response in new.responses}
    for response in old.responses:
        if response.status in later or f"{response.status[:1]}XX" in later or old.webhook:
            continue
        success = bool(_SUCCESS.fullmatch(response.status)) and "DEFAULT" not in later
        level: Level = "breaking" if success else "dangerous"
        kind = f"response-{'success' if success else 'non-success'}-status-removed"
        site = Site(response.pointer, response.span.path, response.span.first)
        words = f"response `{response.status}` is gone"
        yield Difference(kind, level, words, site, _operation_site(new))
    for one, other in _same_status(old, new):
        yield from _response_media(one, other)
        yield from _headers(one, other)


def _response_media(one: ResponseModel, other: ResponseModel) -> Iterator[Difference]:
    later = {media.media for media in other.media}
    site = Site(other.pointer, other.span.path, other.span.first)
    for media in one.media:
        if media.media not in later:
            words = f"response `{one.status}` is no longer `{media.media}`"
            yield Difference("response-media-type-removed", "breaking", words, _line(media), site)
    for media, others in _same_media(one.media, other.media):
        if media.schema_key and not others.schema_key:
            words = f"response `{one.status}` has no schema any more"
            kind = "response-body-media-type-schema-removed"
            yield Difference(kind, "dangerous", words, _line(media), _line(others))


def _headers(one: ResponseModel, other: ResponseModel) -> Iterator[Difference]:
    later = {header.name.lower(): header for header in other.headers}
    site = Site(other.pointer, other.span.path, other.span.first)
    for header in one.headers:
        words = f"response `{one.status}` header `{header.name}`"
        kept = later.get(header.name.lower())
        if kept is None:
            kind = f"{'required' if header.required else 'optional'}-response-header-removed"
            level: Level = "breaking" if header.required else "dangerous"
            yield Difference(kind, level, f"{words} is gone", _at(header), site)
        elif header.required and not kept.required:
            kind = "response-header-became-optional"
            yield Difference(kind, "breaking", f"{words} became optional", _at(header), _at(kept))


def _header_schemas(schemas: Schemas, one: ResponseModel, other: ResponseModel) -> None:
    later = {header.name.lower(): header for header in other.headers}
    for header in one.headers:
        kept = later.get(header.name.lower())
        if kept is not None and header.schema_key and kept.schema_key:
            part = Part("response-header", f"response `{one.status}` header `{header.name}`", "response")
            schemas.compare((header.schema_key,), (kept.schema_key,), part)


# --- security --------------------------------------------------------------------------------------------------------


def _security(old: OperationModel, new: OperationModel) -> Iterator[Difference]:
    """Every way to be let in has to go on working: one of the new ways asks for no more than it."""
    before = [frozenset(one) for one in old.security or ((),)]
    after = [frozenset(one) for one in new.security or ((),)]
    lost = [one for one in before if not any(other <= one for other in after)]
    if not lost or old.webhook:
        return
    sites = Site(old.pointer, old.span.path, old.security_line), Site(new.pointer, new.span.path, new.security_line)
    needed = " or ".join(dict.fromkeys(_way(one) for one in after))
    if frozenset[str]() in lost:
        yield Difference("api-security-added", "breaking", f"it needs {needed} now", *sites)
    elif any({_scheme(part) for part in other} <= {_scheme(part) for part in one} for one in lost for other in after):
        yield Difference("api-security-scope-added", "breaking", f"it needs {needed} now", *sites)
    else:
        ways = " or ".join(dict.fromkeys(_way(one) for one in lost))
        words = f"{ways} no longer lets in, it needs {needed}"
        yield Difference("api-security-removed", "breaking", words, *sites)


def _scheme(part: str) -> str:
    return part.partition(" ")[0]


def _way(needed: frozenset[str]) -> str:
    """Schemes with their scopes; a scheme alone is not repeated beside its scopes."""
    scoped = {_scheme(one) for one in needed if " " in one}
    return " and ".join(f"`{one}`" for one in sorted(needed - scoped)) or "nothing"


# --- where and what --------------------------------------------------------------------------------------------------


def _direction(operation: OperationModel, direction: Direction) -> Direction:
    """Who writes: of a webhook the service sends the request."""
    if not operation.webhook:
        return direction
    return "response" if direction == "request" else "request"


def _request(operation: OperationModel) -> Part:
    if operation.webhook:
        return Part("response-body", "the webhook", "response")
    return Part("request-body", "the request", "request")


def _response(operation: OperationModel, response: ResponseModel) -> Part:
    direction = _direction(operation, "response")
    return Part(f"{direction}-body", f"response `{response.status}`", direction)


def _at(parameter: ParameterModel) -> Site:
    return Site(parameter.pointer, parameter.span.path, parameter.span.first)


def _body_site(body: BodyModel) -> Site:
    return Site(body.pointer, body.span.path, body.span.first)


def _line(media: MediaModel) -> Site:
    return Site(media.schema_key, media.span.path, media.span.first)


def _operation_site(operation: OperationModel) -> Site:
    return Site(operation.pointer, operation.span.path, operation.span.first)
