"""The program that injects is a script among the benchmarks: the tests use the very same."""

import importlib.util
import sys
from pathlib import Path

import pytest

_BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def _load(name):
    """A module of the benchmarks under its own name: their folder has others that are called as libraries are."""
    spec = importlib.util.spec_from_file_location(name, _BENCHMARKS / f"{name}.py")
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])


for _name in ("injection_corpus", "injected"):
    if _name not in sys.modules:
        _load(_name)


@pytest.fixture(scope="session")
def loaded(tmp_path_factory):
    """The injected case with a secret beside each injected text, as the engine reads it: each is read once."""
    from injection_review import load, with_a_secret

    folder, known = tmp_path_factory.mktemp("injected"), {}

    def get(one):
        if one.name not in known:
            known[one.name] = load(with_a_secret(one), folder)
        return known[one.name]

    return get
