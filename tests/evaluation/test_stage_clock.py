"""The clock of benchmarks/stages.py stands at functions that are there."""

import runpy
from pathlib import Path

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def test_every_function_that_is_clocked_exists(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))

    clocked = runpy.run_path(str(BENCHMARKS / "stages.py"))["CLOCKED"]

    assert [name for where, name, _ in clocked if not hasattr(where, name)] == []
