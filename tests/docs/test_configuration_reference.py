"""docs/configuration.md and examples/speckeeper.yml say what the configuration is, no more and no less."""

import json
import re
from pathlib import Path
from typing import get_args

import jsonschema
import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from specs_schema.__main__ import schemas
from specs_schema.config import RepoConfig
from specs_schema.config_difference import written
from specs_schema.config_reader import read_config
from specs_schema.config_tree import read_tree

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "configuration.md").read_text("utf-8")
EXAMPLE = (ROOT / "examples" / "speckeeper.yml").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
ROWS = {row[1]: row[0].split(" | ") for row in re.finditer(r"^\| `([a-z_.\[\]]+)` \|.*$", DOCUMENT, re.MULTILINE)}


def fields_of(model: type[BaseModel], above: str = "") -> dict[str, FieldInfo]:
    """Every key, nested ones as `comments.max` and `waivers[].until`; found without the reader's own list."""
    found = {}
    for name, field in model.model_fields.items():
        found[f"{above}{name}"] = field
        for inner in (field.annotation, *get_args(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                listed = "" if inner is field.annotation else "[]"
                found |= fields_of(inner, f"{above}{name}{listed}.")
    return found


FIELDS = fields_of(RepoConfig)


def words_of(annotation: object) -> list[str]:
    """The words that a value of this type may be."""
    if isinstance(annotation, str):
        return [annotation]
    return [word for part in get_args(annotation) for word in words_of(part)]


def keys_in(value: object, above: str = "") -> set[str]:
    """The keys that a document uses, as in `FIELDS`."""
    if isinstance(value, list):
        return {key for one in value for key in keys_in(one, f"{above[:-1]}[].")}
    if not isinstance(value, dict) or above == "rules.":
        return set()
    return {found for key, one in value.items() for found in ({f"{above}{key}"} | keys_in(one, f"{above}{key}."))}


def test_the_nested_keys_are_found():
    assert {"comments.max", "waivers[].until", "budget.day"} <= set(FIELDS)


@pytest.mark.parametrize("key", FIELDS)
def test_every_key_is_in_the_reference(key):
    assert key in ROWS


def test_every_key_of_the_reference_exists():
    assert set(ROWS) == set(FIELDS)


@pytest.mark.parametrize("key", FIELDS)
def test_the_reference_names_every_word_and_the_default(key):
    _, values, default, meaning = (cell.strip(" |") for cell in ROWS[key])
    field = FIELDS[key]
    usual = field.get_default(call_default_factory=True)

    assert [word for word in words_of(field.annotation) if f"`{word}`" not in values] == []
    assert meaning
    if usual is PydanticUndefined:
        assert default == "required"
    elif isinstance(usual, BaseModel) or usual == "":
        assert default == ""
    else:
        assert default == f"`{written(usual)}`"


def test_the_example_stands_in_the_reference():
    assert f"```yaml\n{EXAMPLE}```" in DOCUMENT


def test_the_example_is_valid_and_uses_every_key():
    config, problems = read_config("examples/speckeeper.yml", EXAMPLE)

    assert problems == ()
    assert config.mode == "gate"
    assert keys_in(read_tree(EXAMPLE).value) == set(FIELDS)


def test_the_published_schema_accepts_the_example():
    validator = jsonschema.Draft202012Validator(json.loads(schemas()["speckeeper.v1.json"]))
    document = read_config("examples/speckeeper.yml", EXAMPLE)[0].model_dump(mode="json", exclude_unset=True)

    assert keys_in(document) == set(FIELDS)
    assert [error.message for error in validator.iter_errors(document)] == []


def test_every_key_of_the_readme_exists():
    table = README.split("<!-- configuration -->")[1].split("\n\n")[1]

    assert re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE) == list(RepoConfig.model_fields)
