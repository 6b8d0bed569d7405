"""What pydantic says about a configuration → what is wrong, where, and what to write instead."""

import difflib
from collections.abc import Iterator, Mapping
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from specs_schema import config_values as values
from specs_schema.config import RepoConfig
from specs_schema.config_tree import Fault, Place, Tree, path_of
from specs_schema.report import Severity

_SHOWN = 60
_SURE = 0.75  # how alike a key of another place must be to be proposed
_SEVERITIES = (*get_args(Severity), "off")
_KEYS_WITH_VALUES = "keys with values (`key: value`)"
_LIST = "a list (`- one`, `- two`)"
_KINDS: Mapping[str, str] = {
    "bool_type": "`true` or `false`",
    "dict_type": _KEYS_WITH_VALUES,
    "float_type": "a number",
    "int_from_float": "a whole number",
    "int_type": "a whole number",
    "model_type": _KEYS_WITH_VALUES,
    "string_type": "text",
    "tuple_type": _LIST,
}


def fault_of(detail: ErrorDetails, tree: Tree) -> Fault:
    """The fault that `detail` is in the document `tree`."""
    place, missing = _place(tree, detail["loc"]), detail["type"] == "missing"
    if missing:
        place = (*place, detail["loc"][-1])
    line, key = tree.line(place), path_of(place)
    if missing:
        return Fault(f"`{path_of(place[:-1])}` has no `{place[-1]}`", f"Write `{place[-1]}`{_what(place)}", line, key)
    if detail["type"] == "extra_forbidden":
        return Fault(f"Unknown key `{_shown(key)}`", _nearest(place), line, key)
    if not place:
        return Fault("The file is no set of keys", f"Write {_KEYS_WITH_VALUES}", line)
    message, hint = _wrong_value(detail, place)
    return Fault(message, hint, line, key)


def _place(tree: Tree, loc: Place) -> Place:
    """The place in the document: pydantic adds the names of a union's members to it."""
    while loc and loc not in tree.lines:
        loc = loc[:-1]
    return loc


def _wrong_value(detail: ErrorDetails, place: Place) -> tuple[str, str]:
    """Message and hint."""
    given, key, context = _shown(detail["input"]), path_of(place), detail.get("ctx", {})
    form = context.get("pattern")
    if form == values.RULE_FORM:
        within = path_of(place[:-1])
        return f"Unknown rule `{given}` of `{within}`", "Use a code (`SPEC201`) or the start of codes (`SPEC2`)"
    if place[0] == "rules" and len(place) > 1:
        return f"Unknown severity `{given}` of `{key}`", f"Use {_one_of(_SEVERITIES)}"
    if detail["input"] is None:
        return f"`{key}` has no value", f"Use {_allowed(detail)}, or leave the key out"
    if form == values.TEXT_FORM or detail["type"] in {"string_too_short", "too_short"}:
        return f"`{key}` is empty", f"Write it{_what(place)}" if _what(place) else "Write it, or leave it out"
    if "why" in context:
        return f"Wrong value `{given}` of `{key}`", f"{context['why']}: use {context['allowed']}"
    return f"Wrong value `{given}` of `{key}`", f"Use {_allowed(detail)}"


def _allowed(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "literal_error":
            return str(context["expected"]).replace("'", "`")
        case "greater_than_equal":
            return f"{_number(context['ge'])} or more"
        case "less_than_equal":
            return f"{_number(context['le'])} or less"
        case "string_too_long":
            return f"{context['max_length']} characters or fewer"
        case "string_pattern_mismatch" if context["pattern"] == values.LOGIN_FORM:
            return "a login without `@`, as `octocat` or `dependabot[bot]`"
        case "string_pattern_mismatch" if context["pattern"] == values.DAY_FORM:
            return "a day as `2026-12-31`"
        case kind:
            return _KINDS.get(kind, detail["msg"])


def _number(limit: object) -> str:
    return f"{limit:g}" if isinstance(limit, float) else str(limit)


def _shown(value: object) -> str:
    """The value as somebody wrote it, near enough, and never more than a line of it."""
    if isinstance(value, bool):
        return str(value).lower()
    text = " ".join(str("" if value is None else value).split()).replace("`", "'")
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _what(place: Place) -> str:
    """What the key means, to go on a sentence."""
    model = _model_at(place[:-1])
    field = model.model_fields.get(str(place[-1])) if model else None
    meaning = field.description if field else None
    return f": {meaning[0].lower()}{meaning[1:]}" if meaning else ""


def _model_at(place: Place) -> type[BaseModel] | None:
    """The model whose keys are known at a place of the file."""
    model: type[BaseModel] | None = RepoConfig
    for part in place:
        if model and not isinstance(part, int):
            field = model.model_fields.get(str(part))
            model = _inner(field) if field else None
    return model


def _inner(field: FieldInfo) -> type[BaseModel] | None:
    """The model that a field holds, itself or in a list."""
    found = [field.annotation, *get_args(field.annotation)]
    return next((one for one in found if isinstance(one, type) and issubclass(one, BaseModel)), None)


def every_key(model: type[BaseModel] = RepoConfig, above: str = "") -> Iterator[str]:
    """Every key of the file, those within others as `comments.max` and `waivers[].until`."""
    for name, field in model.model_fields.items():
        yield f"{above}{name}"
        inner = _inner(field)
        if inner:
            listed = "" if field.annotation is inner else "[]"
            yield from every_key(inner, f"{above}{name}{listed}.")


def _nearest(place: Place) -> str:
    """A key of the same place, one of another place that is called alike, or all that are known here."""
    key = str(place[-1])
    model = _model_at(place[:-1])
    known = tuple(model.model_fields) if model else ()
    if near := difflib.get_close_matches(key, known, n=1):
        return f"Did you mean `{near[0]}`?"
    elsewhere = _elsewhere(key)
    in_list = any(isinstance(part, int) for part in place)  # whose keys nobody writes elsewhere
    return f"Use {_one_of(known)}" if in_list or not elsewhere else f"Did you mean {_one_of(elsewhere)}?"


def _elsewhere(key: str) -> tuple[str, ...]:
    """Keys anywhere in the file that are called like `key`; without any, nearly like it."""
    last = {path: path.rsplit(".", 1)[-1] for path in every_key()}
    same = tuple(path for path, name in last.items() if name == key)
    near = difflib.get_close_matches(key, last.values(), n=1, cutoff=_SURE)
    return same or tuple(path for path, name in last.items() if name in near)


def _one_of(choices: tuple[str, ...]) -> str:
    *most, last = (f"`{choice}`" for choice in choices)
    return f"{', '.join(most)} or {last}" if most else last
