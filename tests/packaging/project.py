"""The project as its packaging files describe it, for the tests beside this file."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def group(name):
    """The requirements of a dependency group, included groups too."""
    entries = PYPROJECT["dependency-groups"][name]
    own = [Requirement(entry) for entry in entries if isinstance(entry, str)]
    return own + [one for entry in entries if not isinstance(entry, str) for one in group(entry["include-group"])]


def dependencies():
    """What the product itself requires."""
    return [Requirement(one) for one in PYPROJECT["project"]["dependencies"]]


def pins(file):
    """The pinned versions of a requirements file, by name; a pin for another platform is left out."""
    text = (ROOT / file).read_text("utf-8")
    found = [Requirement(line.rstrip("\\ ")) for line in re.findall(r"^[^\s#].*==.*$", text, re.MULTILINE)]
    return {
        canonicalize_name(one.name): str(one.specifier).removeprefix("==")
        for one in found
        if one.marker is None or one.marker.evaluate()
    }
