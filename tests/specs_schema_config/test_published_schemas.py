import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from specs_schema.__main__ import main, outdated, schemas, write
from specs_schema.config import CONFIG_PATH, RepoConfig
from specs_schema.config_reader import read_config


def test_a_written_folder_is_up_to_date_and_a_changed_one_is_not(tmp_path: Path):
    folder = tmp_path / "schemas"
    assert {file.name for file in outdated(folder)} == set(schemas())

    write(folder)
    assert outdated(folder) == []

    (folder / "report.v1.json").write_text("{}")
    assert outdated(folder) == [folder / "report.v1.json"]


def test_the_check_names_file_and_command_and_the_write_mends_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = tmp_path / "schemas"
    write(folder)
    (folder / "feature.v1.json").unlink()

    assert main(["--check"], folder) == 1
    assert capsys.readouterr().err == (
        "`schemas/feature.v1.json` is not what the models say\n\n      hint: Run `python -m specs_schema --write`\n"
    )
    assert main(["--write"], folder) == 0
    assert main(["--check"], folder) == 0


def test_the_module_runs_as_a_command():
    done = subprocess.run(
        [sys.executable, "-m", "specs_schema"], capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 2
    assert "--check" in done.stderr


@pytest.mark.parametrize("name", ["feature.v1.json", "report.v1.json", "speckeeper.v1.json"])
def test_every_schema_is_a_valid_schema(name: str):
    jsonschema.Draft202012Validator.check_schema(json.loads(schemas()[name]))


def test_the_schema_of_the_configuration_accepts_and_refuses_what_the_reader_does():
    validator = jsonschema.Draft202012Validator(json.loads(schemas()["speckeeper.v1.json"]))

    assert validator.is_valid(RepoConfig().model_dump(mode="json"))
    assert validator.is_valid({"rules": {"SPEC101": "off"}})
    assert not validator.is_valid({"mode": "gates"})
    assert not validator.is_valid({"unknown": 1})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("comments", {"maximum": 3}),
        ("comments", {"max": -1}),
        ("waivers", [{"subject": "FR-001", "author": "alice"}]),
        ("waivers", [{"subject": "FR-001", "author": "alice", "reason": " "}]),
        ("waivers", [{"subject": "FR-001", "author": "alice", "reason": "x", "until": "soon"}]),
        ("authors", {"skip": ["@bob"]}),
        ("rules", {"SPEC101x": "off"}),
        ("find_by", []),
        ("budget", {"day": "5"}),
    ],
)
def test_an_editor_shows_what_the_reader_refuses(key: str, value: object):
    validator = jsonschema.Draft202012Validator(json.loads(schemas()["speckeeper.v1.json"]))

    assert not validator.is_valid({key: value})
    assert read_config(CONFIG_PATH, json.dumps({key: value}))[1]


def test_every_key_of_the_configuration_is_explained_to_an_editor():
    schema = json.loads(schemas()["speckeeper.v1.json"])
    objects = [schema, *schema["$defs"].values()]

    assert len(objects) > 5
    assert [name for one in objects for name, key in one["properties"].items() if not key.get("description")] == []
    assert all(one["additionalProperties"] is False for one in objects)
