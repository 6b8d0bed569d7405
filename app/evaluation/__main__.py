"""`python -m app.evaluation --check | --write`: the published JSON Schema of case.yml, made from the model."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from app.evaluation.case import Case

SCHEMA = Path(__file__).parent / "case.v1.json"


def schema() -> str:
    """The text of the schema."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(dialect | Case.model_json_schema(mode="validation"), indent=2) + "\n"


def main(arguments: Sequence[str], file: Path = SCHEMA) -> int:
    """The exit status: 1 when the schema is out of date."""
    parser = argparse.ArgumentParser(prog="python -m app.evaluation", description="JSON Schema of case.yml")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true", help="say whether the schema is out of date")
    what.add_argument("--write", action="store_true", help="bring the schema up to date")
    if parser.parse_args(arguments).write:
        file.write_text(schema(), "utf-8")
    if file.is_file() and file.read_text("utf-8") == schema():
        return 0
    sys.stderr.write(
        f"`{file.name}` is not what the model says\n\n      hint: Run `python -m app.evaluation --write`\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
