"""docs/operating.md names what is there: tables, metrics, log events, settings and times."""

import inspect
import re
from pathlib import Path

import pytest

from app.ledger import limits
from app.ledger.tables import metadata
from app.settings import Settings, variable
from app.web.metrics import Metrics
from app.workflow.errands.job import MOST, WITHIN
from app.workflow.pump import Heart
from app.workflow.sweep import Every

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operating.md").read_text("utf-8")
SOURCE = "".join(path.read_text("utf-8") for path in sorted((ROOT / "app").rglob("*.py")))


def first_cells(section):
    """What stands in code in the first column of the tables of a section."""
    text = PAGE.split(f"\n## {section}\n")[1].split("\n## ")[0]
    return [
        name for row in re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE) for name in re.findall(r"`([^`]+)`", row)
    ]


def test_every_table_is_listed_and_no_other():
    assert sorted(first_cells("What is stored")) == sorted(metadata.tables)


def test_every_metric_is_listed_and_no_other():
    told = {name for name in first_cells("What to watch") if name.startswith("speckeeper_")}
    counted = re.findall(r"^# TYPE (\w+) (?:counter|gauge|histogram)$", Metrics().text(0, 0).decode(), re.MULTILINE)

    assert told == {name for name in counted if not name.endswith("_created")}


@pytest.mark.parametrize("event", [name for name in first_cells("What to watch") if "." in name])
def test_every_event_is_logged(event):
    assert f'"{event}"' in SOURCE


@pytest.mark.parametrize("name", sorted(set(re.findall(r"SPECKEEPER_\w+", PAGE))))
def test_every_setting_exists(name):
    assert name in {variable(field) for field in Settings.model_fields}


def test_the_defaults_are_told():
    defaults = {variable(name): field.default for name, field in Settings.model_fields.items()}

    assert f"| {defaults['SPECKEEPER_REVIEW_CONCURRENCY']} in one process | `SPECKEEPER_REVIEW_CONCURRENCY` |" in PAGE
    assert f"| {defaults['SPECKEEPER_MODEL_CONCURRENCY']} in one review | `SPECKEEPER_MODEL_CONCURRENCY` |" in PAGE
    assert f"| {defaults['SPECKEEPER_WRITE_SPACING']} second, over all processes | `SPECKEEPER_WRITE_SPACING` |" in PAGE
    assert f"{defaults['SPECKEEPER_GITHUB_TIMEOUT']} seconds; {defaults['SPECKEEPER_MODEL_TIMEOUT']} seconds" in PAGE
    assert f"`SPECKEEPER_RETENTION_DAYS` ({defaults['SPECKEEPER_RETENTION_DAYS']})" in PAGE
    assert defaults["SPECKEEPER_PATIENCE"] == 2 * 3_600
    assert "`SPECKEEPER_PATIENCE` (two hours" in PAGE


def test_the_times_are_told():
    every = Every()

    assert (every.deliveries, every.pulls) == (10 * 60, 6 * 3_600)
    assert "every ten minutes into GitHub's log" in PAGE
    assert "every six hours at the open pull requests" in PAGE
    assert inspect.signature(Heart).parameters["dead"].default == 45
    assert "silent for 45 seconds" in PAGE
    assert (MOST, WITHIN) == (10, 600)
    assert "| 10 in ten minutes |" in PAGE
    assert f"| {limits._HOURLY} an hour, over all processes" in PAGE
