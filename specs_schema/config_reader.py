"""`.github/speckeeper.yml` → RepoConfig. What is wrong with the file is a value, with its line."""

import difflib
import json
from collections.abc import Iterator, Mapping
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from specs_schema.config import RepoConfig
from specs_schema.config_tree import Fault, Place, Tree, read_tree
from specs_schema.problem import SpecProblem
from specs_schema.report import Severity
from specs_schema.span import Span

LARGEST = 64 * 1024
_SHOWN = 60
_KINDS: Mapping[str, str] = {
    "bool_type": "`true` or `false`",
    "dict_type": "keys with values (`key: value`)",
    "int_type": "a whole number",
    "model_type": "keys with values (`key: value`)",
    "string_type": "text",
    "tuple_type": "a list (`- one`, `- two`)",
}


def read_config(path: str, text: str) -> tuple[RepoConfig, tuple[SpecProblem, ...]]:
    """The configuration in `text`, and every problem with it.

    With any problem the answer is the default configuration: half of what somebody wrote is not what they wanted.
    """
    size = len(text.encode("utf-8", "replace"))
    if size > LARGEST:
        fault = Fault(f"{size} bytes are more than the {LARGEST} that are read", "Keep settings only", 1)
        return RepoConfig(), (_problem(path, fault, ""),)
    tree = read_tree(text)
    problems = [_problem(path, fault, fault.message) for fault in tree.faults]
    config = RepoConfig()
    if tree.value is not None:
        try:
            # As JSON, a list may become a tuple, while a number in quotes is still text.
            config = RepoConfig.model_validate_json(json.dumps(tree.value), strict=True)
        except ValidationError as error:
            problems += _invalid(path, tree, error)
    problems.sort(key=lambda problem: problem.span.first)
    return (RepoConfig() if problems else config), tuple(problems)


def _invalid(path: str, tree: Tree, error: ValidationError) -> Iterator[SpecProblem]:
    """One problem for each wrong place, though a union complains once for each of its members."""
    seen: set[Place] = set()
    for detail in error.errors(include_url=False):
        place = _place(tree, detail["loc"])
        if place not in seen:
            seen.add(place)
            fault = _fault(detail, place, tree.line(place))
            yield _problem(path, fault, ".".join(str(part) for part in place))


def _place(tree: Tree, loc: Place) -> Place:
    """The place in the document: pydantic adds the names of a union's members to it."""
    while loc and loc not in tree.lines:
        loc = loc[:-1]
    return loc


def _fault(detail: ErrorDetails, place: Place, line: int) -> Fault:
    given = _shown(detail["input"])
    if detail["type"] == "extra_forbidden":
        return Fault(f"Unknown key `{place[-1]}`", _nearest(str(place[-1]), _keys(place[:-1])), line)
    if not place:
        return Fault("The file is no set of keys", f"Write {_KINDS['dict_type']}", line)
    name = ".".join(str(part) for part in place)
    if detail["type"] == "string_pattern_mismatch":
        return Fault(f"Unknown rule `{given}`", "Use a code (`SPEC201`) or the start of codes (`SPEC2`)", line)
    if place[0] == "rules" and len(place) > 1:
        choices = (*get_args(Severity), "off")
        return Fault(f"Unknown severity `{given}`", f"Use {_one_of(choices)}", line)
    return Fault(f"Wrong value `{given}` of `{name}`", f"Use {_allowed(detail)}", line)


def _allowed(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "literal_error":
            return str(context["expected"]).replace("'", "`")
        case "greater_than_equal":
            return f"{context['ge']} or more"
        case "less_than_equal":
            return f"{context['le']} or less"
        case kind:
            return _KINDS.get(kind, detail["msg"])


def _shown(value: object) -> str:
    """The value as somebody wrote it, near enough, and never more than a line of it."""
    if isinstance(value, bool):
        return str(value).lower()
    text = " ".join(str("" if value is None else value).split()).replace("`", "'")
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _keys(place: Place) -> tuple[str, ...]:
    """The keys that are known at a place of the file."""
    model: type[BaseModel] = RepoConfig
    for part in place:
        field = model.model_fields.get(str(part))
        inner = field.annotation if field else None
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return ()
        model = inner
    return tuple(model.model_fields)


def _nearest(key: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    return f"Did you mean `{near[0]}`?" if near else f"Use {_one_of(known)}"


def _one_of(choices: tuple[str, ...]) -> str:
    *most, last = (f"`{choice}`" for choice in choices)
    return f"{', '.join(most)} or {last}" if most else last


def _problem(path: str, fault: Fault, key: str) -> SpecProblem:
    return SpecProblem(
        kind="invalid-configuration",
        message=f"{fault.message} in `{path}`, line {fault.line}",
        hint=fault.hint,
        span=Span(path=path, first=fault.line, last=fault.line),
        key=key,
    )
