"""Writes openapi.json at the top of the repository."""

import json
from pathlib import Path

from plugmap.app import create_app

TARGET = Path(__file__).parents[1] / "openapi.json"

if __name__ == "__main__":
    TARGET.write_text(json.dumps(create_app().openapi(), indent=2) + "\n", encoding="utf-8")
