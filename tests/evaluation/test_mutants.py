import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "benchmarks"))

from mutant_operators import mutant, places  # noqa: E402
from mutant_tests import Record  # noqa: E402


def _said(text: str) -> set[tuple[str, str, str]]:
    return {(one.operator, one.before, one.after) for one in places(text)}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a < b", ("comparison", "a < b", "a <= b")),
        ("a in b", ("comparison", "a in b", "a not in b")),
        ("a and b", ("and, or", "a and b", "a or b")),
        ("len(a) + n", ("arithmetic", "len(a) + n", "len(a) - n")),
        ("LIMIT = 3", ("constant", "3", "4")),
        ("LIMIT = 3", ("constant", "3", "2")),
        ("any(a)", ("call exchanged", "any(a)", "all(a)")),
        ("a.strip()", ("call left out", "a.strip()", "a")),
        ("NAMES = {'a', 'b', 'c'}", ("word left out", "{'a', 'b', 'c'}", "{'a', 'c'}")),
        ("P = r'\\bno+'", ("pattern", "'\\\\bno+'", "'no+'")),
        ("P = r'\\bno+'", ("pattern", "'\\\\bno+'", "'\\\\bno*'")),
        ("[a for a in b if a]", ("condition left out", " for a in b if a", " for a in b")),
        ("if a:\n    b()", ("branch left out", "if a:\n    b()", "pass")),
        ("if a:\n    b()", ("statement left out", "b()", "pass")),
        ("if a:\n    b()", ("condition negated", "if a:\n    b()", "if not a:\n    b()")),
        ("def f() -> bool:\n    return g()", ("return negated", "return g()", "return not g()")),
        ("def f() -> str | None:\n    return g()", ("return emptied", "return g()", "return None")),
        ("def f() -> str:\n    return g()", ("return emptied", "return g()", "return ''")),
    ],
)
def test_a_fault_is_one_small_thing(text, fault):
    assert fault in _said(text)


@pytest.mark.parametrize(
    "text",
    [
        '"""Fewer than 3 lines, \\bhere."""',
        "import re",
        "@lru_cache(maxsize=50)\ndef f(a: Literal[1, 2]) -> tuple[int, ...]: ...",
        "def f(a: int | None, *, b: Annotated[str, Field(max_length=5)]): ...",
        "assert_never(a)",
        "c = f'{a} and ' + b",
    ],
)
def test_what_is_said_to_people_and_checkers_has_no_fault(text):
    assert places(text) == ()


def test_the_default_of_an_argument_is_made_at_the_level_of_the_module():
    assert [one.inside for one in places("def f(a: int = 3) -> int:\n    return 4\n")] == [None, None, (1, 2), (1, 2)]


def test_a_mutant_has_its_fault_and_no_other():
    text = "def near(a: int) -> bool:\n    return a < 3 and a > 0\n"
    unharmed: dict[str, object] = {}
    exec(text, unharmed)  # noqa: S102

    for place in places(text):
        assert place.inside == (1, 2)
        harmed: dict[str, object] = {}
        exec(compile(mutant(text, place.number), "near.py", "exec"), harmed)  # noqa: S102
        answers = [[names["near"](a) for a in range(-2, 6)] for names in (unharmed, harmed)]
        assert answers[0] != answers[1], place


def test_tests_of_a_line_are_chosen_by_name_then_by_speed_as_far_as_the_time_goes():
    tests = (("tests/test_a.py::slow", 3.0), ("tests/test_b.py::quick", 0.1), ("tests/test_words.py::near", 2.0))
    record = Record(tests=tests, files={"words.py": {3: (0, 1), 4: (2,), 5: ()}})

    assert record.of_lines("words.py", (3,)) == {0, 1}
    assert record.of_lines("words.py", (5, 6)) == set()
    assert record.of_file("words.py") == {0, 1, 2}
    assert record.chosen({0, 1, 2}, "words", 10) == (tests[2][0], tests[1][0], tests[0][0])
    assert record.chosen({0, 1, 2}, "words", 2.5) == (tests[2][0], tests[1][0])


_PATH = "app/stages/words.py"
_TEST = "tests/stages/test_words.py::test_words_of_other_scripts_count"


@pytest.fixture
def record(tmp_path):
    """Every line of the module was run by one test."""
    lines = dict.fromkeys(range(1, 170), (0,))
    path = tmp_path / "record.json"
    path.write_text(Record(tests=((_TEST, 0.1),), files={_PATH: lines}).model_dump_json(), "utf-8")
    return path


def _run(record: Path, *arguments: str) -> tuple[dict[str, object], ...]:
    to = record.with_name("outcomes.jsonl")
    command = [sys.executable, "benchmarks/mutants.py", "run", "--record", str(record), "--to", str(to), *arguments]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    return tuple(json.loads(line) for line in to.read_text("utf-8").splitlines())


def _lowered() -> str:
    text = (ROOT / _PATH).read_text("utf-8")
    return next(f"{_PATH}:{one.number}" for one in places(text) if one.before == "match.lower()")


def test_a_fault_that_a_test_notices_is_killed_by_it(record):
    (outcome,) = _run(record, "--only", _lowered())

    assert (outcome["verdict"], outcome["tests"], outcome["of"]) == ("killed", 1, 1)
    assert _TEST in outcome["by"]


def test_where_no_fault_is_made_everything_survives(record):
    (outcome,) = _run(record, "--only", _lowered(), "--unharmed")

    assert outcome["verdict"] == "survived"
