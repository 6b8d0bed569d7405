"""A run as text, Markdown or JSON; a JSON run is read again to be compared with."""

import json
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from app.evaluation.comparison import Comparison, compare
from app.evaluation.metrics import Metrics, measure
from app.evaluation.outcome import Run
from app.evaluation.tables import Table, heading, tables
from app.ports import NotFound
from specs_schema.noun import Noun

Form = Literal["text", "json", "markdown"]


class Shown(Noun):
    """What `--format json` writes: the run itself, its figures, and what a comparison found."""

    run: Run
    metrics: Metrics
    comparison: Comparison | None = None


def shown(run: Run, form: Form, before: Run | None = None) -> str:
    """The report on `run`, compared with the run `before` where there is one."""
    metrics = measure(run)
    comparison = compare(before, run) if before else None
    if form == "json":
        return Shown(run=run, metrics=metrics, comparison=comparison).model_dump_json(indent=1) + "\n"
    found = tables(run, metrics, comparison)
    if form == "markdown":
        lines = "".join(f"- {line}\n" for line in heading(run, metrics))
        return "\n".join([f"# Evaluation\n\n{lines}", *(_markdown(table) for table in found)])
    return "\n".join([*heading(run, metrics), "", *(_text(table) for table in found)])


def read_run(path: Path) -> Run:
    """The run in a file that `--format json` wrote. Raises NotFound for anything else."""
    try:
        written: object = json.loads(path.read_text("utf-8"))
        return Shown.model_validate_json(json.dumps(written)).run
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise NotFound(f"`{path}` cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise NotFound(
            f"`{path}` is no run of this version: {place}: {first['msg']}; write one with --format json"
        ) from error


def _markdown(table: Table) -> str:
    rows = [table.header, tuple("---" for _ in table.header), *table.rows]
    cells = "\n".join(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows)
    return f"## {table.title}\n\n{cells}\n"


def _cell(text: str) -> str:
    """Text that ends no cell, begins no markup and holds no line feed."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _text(table: Table) -> str:
    rows = [tuple(" ".join(cell.split()) for cell in row) for row in (table.header, *table.rows)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.header))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join([table.title, *(f"  {line}".rstrip() for line in lines), ""])
