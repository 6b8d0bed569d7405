"""`python -m specs_schema --check | --write`: the published JSON Schemas, made from the models."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from specs_schema.config import RepoConfig
from specs_schema.feature import Feature
from specs_schema.report import Report

FOLDER = Path(__file__).parent / "schemas"


def schemas() -> dict[str, str]:
    """The text of each schema by its file name. A configuration is written by people, the others by us."""
    models = {
        "feature.v1.json": Feature.model_json_schema(mode="serialization"),
        "report.v1.json": Report.model_json_schema(mode="serialization"),
        "speckeeper.v1.json": RepoConfig.model_json_schema(mode="validation"),
    }
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {name: json.dumps(dialect | schema, indent=2) + "\n" for name, schema in models.items()}


def outdated(folder: Path) -> list[Path]:
    """The files of `folder` that are missing or not what the models say."""
    files = {folder / name: text for name, text in schemas().items()}
    return [file for file, text in files.items() if not file.is_file() or file.read_text("utf-8") != text]


def write(folder: Path) -> None:
    """Bring every schema up to date."""
    folder.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, "utf-8")


def main(arguments: Sequence[str], folder: Path = FOLDER) -> int:
    """The exit status: 1 when a schema is out of date."""
    parser = argparse.ArgumentParser(prog="python -m specs_schema", description="JSON Schemas of what we publish")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true", help="say which schemas are out of date")
    what.add_argument("--write", action="store_true", help="bring the schemas up to date")
    if parser.parse_args(arguments).write:
        write(folder)
    stale = outdated(folder)
    for file in stale:
        message = f"`{folder.name}/{file.name}` is not what the models say"
        sys.stderr.write(f"{message}\n\n      hint: Run `python -m specs_schema --write`\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
