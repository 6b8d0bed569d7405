"""What pydantic says about a case file → what is wrong, where, and what to write instead."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from app.evaluation.case import Case
from specs_schema.config_tree import Place, Tree, path_of

_SHOWN: Final = 60
_KINDS: Final = {
    "dict_type": "keys with values (`key: value`)",
    "model_type": "keys with values (`key: value`)",
    "string_type": "text",
    "tuple_type": "a list (`- one`, `- two`)",
    "int_type": "a whole number",
}


@dataclass(frozen=True, slots=True)
class CaseProblem:
    """One fault of a case, with the line of the file where it stands."""

    path: str
    line: int
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}\n  hint: {self.hint}"


def wrong_form(path: str, tree: Tree, error: ValidationError) -> Iterator[CaseProblem]:
    """A problem for each wrong place of the file."""
    for detail in error.errors(include_url=False):
        where = _place(tree, detail["loc"])
        message, hint = _said(detail, where)
        yield CaseProblem(path, tree.line(where), message, hint)


def _place(tree: Tree, loc: Place) -> Place:
    """The place in the document: what pydantic adds to it falls off."""
    while loc and loc not in tree.lines:
        loc = loc[:-1]
    return loc


def _said(detail: ErrorDetails, where: Place) -> tuple[str, str]:
    key = path_of(where)
    match detail["type"]:
        case "missing":
            name = str(detail["loc"][-1])
            whole = f"`{key}` has no `{name}`" if key else f"The case has no `{name}`"
            return whole, f"Write `{name}`{_meaning((*where, name))}"
        case "extra_forbidden":
            return f"Unknown key `{key}`", _nearest(where)
        case "string_too_short" | "too_short":
            return f"`{key}` is empty", f"Write it{_meaning(where)}"
        case _ if not where:
            return "The file is no set of keys", "Write keys with values (`key: value`)"
        case kind:
            given = " ".join(str(detail["input"]).split())[:_SHOWN]
            return f"Wrong value `{given}` of `{key}`", f"Use {_allowed(kind, detail, where)}"


def _allowed(kind: str, detail: ErrorDetails, where: Place) -> str:
    if kind == "literal_error":
        return str(detail.get("ctx", {})["expected"]).replace("'", "`")
    if kind == "string_pattern_mismatch":
        return _meaning(where).removeprefix(": ") or "another form"
    return _KINDS.get(kind, detail["msg"])


def _meaning(where: Place) -> str:
    """What the key means, to go on a sentence."""
    field = _field(where)
    meaning = field.description if field else None
    return f": {meaning[0].lower()}{meaning[1:]}" if meaning else ""


def _field(where: Place) -> FieldInfo | None:
    """The field that a place of the file belongs to; places in lists and tables belong to the field above."""
    model, field = Case, None
    for part in where:
        found = model.model_fields.get(str(part))
        if found is None:
            continue
        field, model = found, _inner(found) or model
    return field


def _inner(field: FieldInfo) -> type[BaseModel] | None:
    found = [field.annotation, *get_args(field.annotation)]
    return next((one for one in found if isinstance(one, type) and issubclass(one, BaseModel)), None)


def _nearest(where: Place) -> str:
    above = _field(where[:-1])
    model = (_inner(above) if above else None) or Case
    known = list(model.model_fields)
    near = difflib.get_close_matches(str(where[-1]), known, n=1)
    return f"Did you mean `{near[0]}`?" if near else f"Use one of {', '.join(f'`{name}`' for name in known)}"
