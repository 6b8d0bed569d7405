"""Who may look at the environment of the process."""

import ast

import pytest
from project import ROOT

READERS = {
    "app/main.py",
    "app/settings.py",
    "app/evaluation/building.py",  # the same, and beside the floors, too
    "app/simulator/git.py",  # hands PATH on to the git that it starts; beside the floors
}
NAMES = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}
MODULES = [path for folder in ("app", "specs_schema") for path in sorted((ROOT / folder).rglob("*.py"))]


def looks(tree):
    """The lines that touch the environment by `os`, under whatever name `os` or its parts go."""
    aliases = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name in {"os", "posix"}
    }
    return [node.lineno for node in ast.walk(tree) if touches(node, aliases)]


def touches(node, aliases):
    if isinstance(node, ast.ImportFrom):
        return node.module in {"os", "posix"} and any(alias.name in {*NAMES, "*"} for alias in node.names)
    return (
        isinstance(node, ast.Attribute)
        and node.attr in NAMES
        and isinstance(node.value, ast.Name)
        and node.value.id in aliases
    )


@pytest.mark.parametrize(
    "source", ["import os\nos.environ['A']", "import os as o\no.getenv('A')", "from os import environ"]
)
def test_a_look_at_the_environment_is_seen(source):
    assert looks(ast.parse(source)) != []


def test_only_settings_the_composition_root_and_the_demo_look_at_the_environment():
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in MODULES
        for line in looks(ast.parse(path.read_text("utf-8")))
        if path.relative_to(ROOT).as_posix() not in READERS and path.parent.name != "demo"
    }

    assert found == set()
