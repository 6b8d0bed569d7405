"""The requirements files hold what pyproject.toml asks for: all of it, nothing else, with hashes."""

import ast
import importlib.metadata
import re
import sys

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from project import PYPROJECT, ROOT, dependencies, group, pins

FILES = {
    "requirements.txt": lambda: dependencies() + group("build"),
    "requirements-dev.txt": lambda: dependencies() + group("dev"),
    "requirements-lint.txt": lambda: group("lint"),
}
INSTALLED = [file for file in FILES if file != "requirements-lint.txt"]  # the tests run without the linters
REMEDY = "run `bash .ci/pin`"


def closure(roots):
    """All that `roots` need on this platform, by what is installed: name → the requirements that ask for it."""
    asked, waiting = {}, list(roots)
    while waiting:
        one = waiting.pop()
        known = asked.setdefault(canonicalize_name(one.name), [])
        if str(one) in map(str, known):
            continue
        known.append(one)
        waiting += needs(one)
    return asked


def needs(requirement):
    """What the installed distribution requires for the extras that are asked for."""
    lines = importlib.metadata.requires(requirement.name) or []
    extras = requirement.extras or {""}
    return [
        one
        for one in map(Requirement, lines)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras)
    ]


@pytest.mark.parametrize("file", INSTALLED)
def test_what_is_installed_is_what_is_pinned(file):
    different = {
        name: (version, importlib.metadata.version(name))
        for name, version in pins(file).items()
        if importlib.metadata.version(name) != version
    }

    assert different == {}, f"(pinned, installed): install {file} again"


@pytest.mark.parametrize("file", FILES)
def test_every_direct_dependency_is_pinned_to_a_version_that_it_allows(file):
    pinned = pins(file)

    wrong = [
        str(one)
        for one in FILES[file]()
        if not one.specifier.contains(pinned.get(canonicalize_name(one.name), "0"), prereleases=True)
    ]

    assert wrong == [], REMEDY


@pytest.mark.parametrize("file", INSTALLED)
def test_pins_are_complete_consistent_and_not_more_than_is_needed(file):
    asked, pinned = closure(FILES[file]()), pins(file)

    conflicts = [
        (str(one), pinned[name])
        for name, requirements in asked.items()
        for one in requirements
        if name in pinned and not one.specifier.contains(pinned[name], prereleases=True)
    ]

    assert (asked.keys() - pinned.keys(), pinned.keys() - asked.keys(), conflicts) == (set(), set(), []), REMEDY


def test_tests_and_linters_run_on_what_is_deployed():
    deployed, tested, linted = map(pins, FILES)

    assert deployed.items() <= tested.items(), REMEDY
    assert {name: tested[name] for name in linted.keys() & tested.keys()}.items() <= linted.items(), REMEDY


@pytest.mark.parametrize("file", FILES)
def test_every_pin_has_hashes_and_no_host_or_folder_is_named(file):
    text = (ROOT / file).read_text("utf-8")
    blocks = re.split(r"^(?=[^\s#])", text, flags=re.MULTILINE)[1:]

    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.search(r"://|--(extra-)?index|--find-links| /\w", text) is None


def test_the_build_backend_is_pinned():
    wanted = [canonicalize_name(Requirement(one).name) for one in PYPROJECT["build-system"]["requires"]]

    assert set(wanted) <= pins("requirements.txt").keys()


def imported(folder):
    """The top-level names that the modules of a folder import, standard library and our own left out."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / folder).rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and node.level == 0}
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"app", "specs_schema"}


@pytest.mark.parametrize("folder", ["app", "specs_schema"])
def test_every_package_that_is_imported_is_a_direct_dependency(folder):
    direct = {canonicalize_name(one.name) for one in dependencies()}
    owners = importlib.metadata.packages_distributions()

    undeclared = {
        name for name in imported(folder) if not direct & {canonicalize_name(owner) for owner in owners.get(name, ())}
    }

    assert undeclared == set(), "add them to `dependencies` in pyproject.toml, then " + REMEDY
