import json
from pathlib import Path

from plugmap.app import create_app


def test_the_description_is_exported():
    exported = json.loads((Path(__file__).parents[1] / "openapi.json").read_text(encoding="utf-8"))
    assert exported == create_app().openapi()
