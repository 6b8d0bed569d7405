"""The report in the README is what `speckeeper demo` shows, with rows and a finding left out, and without links."""

import re
from pathlib import Path

import pytest

from app.demo import run

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
REPORT = [line[2:] for line in README.split("<!-- report -->")[1].splitlines() if line.startswith("> ")]
LINK = re.compile(r"\[([^\[\]\n]*)\]\(http[^()\s]*\)")


@pytest.fixture(scope="module")
def shown():
    """The lines of the demo, as they are read on GitHub."""
    said = []
    assert run.run_demo(run.DemoRequest(), said.append) == 0
    return [LINK.sub(r"\1", line).rstrip() for line in "\n".join(said).splitlines()]


def test_every_line_of_the_report_is_shown_by_the_demo(shown):
    told = [line for line in REPORT if not line.startswith("*(")]

    assert len(told) > 30
    assert [line for line in told if line.rstrip() not in shown] == []


def test_what_is_left_out_is_counted(shown):
    rows, told = (sum(line.startswith("| `") for line in lines) for lines in (shown, REPORT))
    findings, told_findings = (sum(line.startswith("#### ") for line in lines) for lines in (shown, REPORT))

    assert f"the table has {rows} rows" in README
    assert f"*({rows - told} more rows)*" in REPORT
    assert f"*({findings - told_findings} more finding)*" in REPORT
