"""JSON values against the schemas of GitHub's description, through `jsonschema`.

The description is OpenAPI 3.0; its schemas are turned into JSON Schema 2020-12 first (`nullable` is the one
difference that it uses). Where unknown fields are to be refused, they are closed at the same time: a field that we
misspell would otherwise pass as one of somebody else's.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing.jsonschema import DRAFT202012, SchemaRegistry

from app.simulator.wire import Json, JsonObject
from description import Description, parts

_HERE: Final = "urn:github"
_LONGEST: Final = 240
_LISTS: Final = ("allOf", "anyOf", "oneOf")
_SAYS_SOMETHING: Final = frozenset({"type", "$ref", "properties", "additionalProperties", *_LISTS})
_FORMATS: Final = FormatChecker(())


@_FORMATS.checks("date-time", ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@_FORMATS.checks("uri", ValueError)
def _is_address(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme)


class Schemas:
    """The schemas of one description, ready to hold values against.

    `unknown` says what becomes of fields that the description does not know.
    """

    def __init__(self, description: Description, unknown: Literal["refused", "ignored"]) -> None:
        self._unknown = unknown
        components = parts(parts(description.document["components"])["schemas"])
        converted: dict[str, object] = {name: self._converted(schema) for name, schema in components.items()}
        document = {"components": {"schemas": converted}}
        self._registry: SchemaRegistry = SchemaRegistry().with_resource(_HERE, DRAFT202012.create_resource(document))

    def problems(self, schema: Json, value: Json) -> tuple[str, ...]:
        """What is wrong with `value`, a line for each field; empty when nothing is."""
        validator = Draft202012Validator(self._whole(schema), registry=self._registry, format_checker=_FORMATS)
        errors: list[ValidationError] = list(validator.iter_errors(value))  # pyright: ignore[reportUnknownMemberType]
        return tuple(_told(error) for error in _telling(errors))

    def _whole(self, schema: Json) -> Mapping[str, object]:
        """The schema of a value that has no fields but those described, unless they are ignored."""
        if not _SAYS_SOMETHING & parts(schema).keys():
            return {}
        if self._unknown == "ignored":
            return self._converted(schema)
        return {"allOf": [self._converted(schema)], "unevaluatedProperties": False}

    def _converted(self, schema: Json) -> Mapping[str, object]:
        """The schema in JSON Schema's words; what lies within its fields is whole, itself it may be a part.

        It may be one of several that describe the same value together: only all of them know all its fields.
        """
        given = parts(schema)
        reference = given.get("$ref")
        if isinstance(reference, str):
            return {"$ref": f"{_HERE}{reference}"}
        told: dict[str, object] = {name: value for name, value in given.items() if name != "nullable"}
        told |= self._within(given)
        if given.get("type") == "object" and not told.keys() & {"properties", "additionalProperties", *_LISTS}:
            told["additionalProperties"] = True
        return {"anyOf": [told, {"type": "null"}]} if given.get("nullable") is True else told

    def _within(self, given: JsonObject) -> dict[str, object]:
        """The schemas inside a schema."""
        told: dict[str, object] = {}
        if "properties" in given:
            told["properties"] = {name: self._whole(inner) for name, inner in parts(given["properties"]).items()}
        for name in ("items", "additionalProperties"):
            inner = given.get(name)
            if isinstance(inner, Mapping):
                told[name] = self._whole(inner)
        for name in _LISTS:
            branches = given.get(name)
            if isinstance(branches, Sequence):
                told[name] = [self._converted(branch) for branch in branches]
        return told


def _telling(errors: Sequence[ValidationError]) -> Sequence[ValidationError]:
    """Without what only follows from others: where anything else is wrong, every field counts as unknown."""
    first = [error for error in errors if error.validator != "unevaluatedProperties"]
    deepest = max((len(error.absolute_path) for error in errors), default=0)
    return first or [error for error in errors if len(error.absolute_path) == deepest]


def _deepest(error: ValidationError) -> ValidationError:
    """Where none of several alternatives fits: the error of the one that fitted furthest, because that was meant."""
    inner: Sequence[ValidationError] = error.context or ()
    return max((_deepest(one) for one in inner), key=lambda one: len(one.absolute_path), default=error)


def _told(error: ValidationError) -> str:
    deepest = _deepest(error)
    message = deepest.message
    shown = message if len(message) <= _LONGEST else f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 2 :]}"
    return f"`{deepest.json_path}`: {shown}"
