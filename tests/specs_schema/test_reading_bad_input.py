import time

import pytest

from specs_schema.feature import Feature, FeatureDir
from specs_schema.formats import read_constitution, read_feature
from specs_schema.problem import SpecProblem

DIR = FeatureDir(dir="specs/001-a", format="speckit")
ROLES = ("spec", "plan", "tasks", "research", "data-model", "quickstart", "checklists/a", "contracts/a")


def read(name: str, text: str) -> tuple[Feature, tuple[SpecProblem, ...]]:
    return read_feature(DIR, {f"specs/001-a/{name}.md": text})


def seconds(name: str, text: str) -> float:
    start = time.process_time()
    read(name, text)
    return time.process_time() - start


def test_a_tasks_file_of_a_megabyte_is_read_in_a_few_seconds():
    line = "- [x] T{:05} [P] [US1] Add `thing_{}` to `src/part/file_{}.py` per FR-001 (depends on T00001)\n"
    text = "## Phase 1: Setup\n\n" + "".join(line.format(n, n, n) for n in range(11_000))
    start = time.process_time()
    feature, problems = read("tasks", text)

    assert len(text) > 1_000_000
    assert len(feature.tasks) == 11_000
    assert problems == ()
    assert time.process_time() - start < 8


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize(
    "part",
    [
        "## Heading {n}\n\n- **FR-{n}**: MUST `a/b.py`\n",
        "### User Story {n} - A (P1)\n\n1. **Given** a, **Then** b\n",
        "- [ ] T{n} a\n  - [ ] b\n\n  more\n",
        "| ID | Field |\n|---|---|\n| T{n} | a |\n\n",
        "**Decision**: x\n**Rationale**: y\n",
        "[NEEDS CLARIFICATION: {n} [",
        "a [T] (b) `c` *d* ",
        "# A\n## B\n### C\n#### D\n##### E\n###### F\n",
        "→ T{n} depends on T{n} ",
        "<!-- {n}\n",
        "```\n{n}\n",
        "T{n}, ",
        "- - - {n}\n",
    ],
)
def test_reading_takes_linear_time(name: str, part: str):
    def text(count: int) -> str:
        return "".join(part.replace("{n}", str(n)) for n in range(count))

    def linear() -> bool:
        small, large = max(seconds(name, text(300)), 0.005), seconds(name, text(2_400))
        return large < small * 8 * 3 + 0.3

    seconds(name, text(50))
    # A busy machine may spoil one measurement; what is not linear spoils all of them.
    assert any(linear() for _ in range(5))


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\0" * 1000,
        "[" * 200_000,
        "(" * 100_000,
        "`" * 100_000,
        "*" * 100_000,
        "- " * 3_000,
        "> " * 3_000,
        "#" * 5_000,
        "T" * 100_000,
        "T1" * 50_000,
        "a/" * 50_000,
        "1." * 50_000,
        "|" * 50_000,
        "**a" * 30_000,
        " " * 200_000,
        "FR-1-" * 20_000,
        "\u202e\ud7ff\U0001f600" * 1000,
    ],
    ids=range(19),
)
def test_hostile_text_is_read_without_a_crash_and_soon(name: str, text: str):
    assert seconds(name, text) < 4


def test_nested_tasks_that_cannot_be_read_are_a_problem():
    text = "".join("  " * depth + f"- [ ] T{depth:03} a\n" for depth in range(60))
    feature, problems = read("tasks", text)

    read_lines = {task.span.first for task in feature.tasks}
    reported = {problem.span.first for problem in problems}
    assert problems
    assert read_lines | reported == set(range(1, 61))


def test_a_hostile_constitution_is_read():
    start = time.process_time()
    constitution, _ = read_constitution("c.md", "[A_B" * 50_000 + "\n" + "## Core Principles\n### I. A\nMUST\n" * 2_000)

    assert constitution.principles
    assert time.process_time() - start < 10
