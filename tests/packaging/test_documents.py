"""Changelog, map and README say what the project holds."""

import itertools
import re

import pytest
from project import PYPROJECT, ROOT

from app.rules.catalogue import RULES

CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
MAP = (ROOT / "app" / "README.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_in_the_changelog(rule):
    assert f"`{rule.name}` ({rule.code})" in CHANGELOG


def test_the_changelog_names_no_rule_that_does_not_exist():
    assert set(re.findall(r"SPEC\d{3}", CHANGELOG)) == {rule.code for rule in RULES}


def floors():
    """The layers that import-linter holds, from above, each as the names of its rooms."""
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [layer.split(" | ") for layer in layers]


def row_of(room):
    """The number of the row of the map's table that names the room."""
    rows = [row for row in MAP.splitlines() if row.startswith("|")]
    return next(number for number, row in enumerate(rows) if f"`{room}.py`" in row or f"`{room}/`" in row)


def test_the_map_has_the_floors_that_the_linter_holds_in_the_same_order():
    beside = {"simulator"}
    rows = [[row_of(room) for room in floor if room not in beside] for floor in floors()]

    assert all(max(above) <= min(below) for above, below in itertools.pairwise(rows))


@pytest.mark.parametrize(
    ("name", "file", "how"),
    [("demo", "requirements.txt", "."), ("tests", "requirements-dev.txt", "-e .")],
)
def test_the_readme_has_both_commands_where_ci_looks_for_them(name, file, how):
    (command,) = re.findall(rf"^<!-- {name} -->\n```sh\n(.+)\n```$", README, re.MULTILINE)

    assert f"pip install -q -r {file} " in command
    assert f"pip install -q --no-deps --no-build-isolation {how} " in command
