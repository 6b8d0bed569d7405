"""What Dockerfile and .dockerignore promise. That they build and serve is shown by `.ci/replay_dockerfile`."""

import importlib.util
import io
import json
import re
import shlex
import sys

import pytest
from dockerfile_parse import DockerfileParser
from project import PYPROJECT, ROOT

from app.settings import Settings, variable

STEPS = DockerfileParser(fileobj=io.BytesIO((ROOT / "Dockerfile").read_bytes())).structure
LAST_FROM = max(number for number, step in enumerate(STEPS) if step["instruction"] == "FROM")


def values(name, steps=STEPS[LAST_FROM:]):
    return [step["value"] for step in steps if step["instruction"] == name]


def environment():
    pairs = shlex.split(" ".join(values("ENV")))
    return dict(pair.split("=", 1) for pair in pairs)


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, ROOT / path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


context = load("dockerfile_context", ".ci/dockerfile/context.py")


def test_the_service_runs_as_a_user_of_a_fixed_number_that_is_not_root():
    (user,) = values("USER")

    uid, gid = map(int, user.split(":"))
    assert uid == gid >= 10_000
    assert f"useradd --uid {uid} --gid {gid}" in " ".join(values("RUN"))


def test_the_volume_is_where_the_service_keeps_its_files():
    (volume,) = values("VOLUME")

    assert json.loads(volume) == [environment()["SPECKEEPER_DATA_DIR"]]


def test_every_default_is_a_setting_that_exists():
    known = {variable(name) for name in Settings.model_fields}

    assert {name for name in environment() if name.startswith("SPECKEEPER_")} <= known


def test_the_port_that_is_exposed_is_the_port_that_is_served():
    assert values("EXPOSE") == [environment()["SPECKEEPER_PORT"]]


def test_no_secret_is_a_default():
    named = " ".join(step["value"] for step in STEPS if step["instruction"] in {"ENV", "ARG"})

    assert re.search(r"KEY|SECRET|TOKEN|PASSWORD", named) is None


def test_the_health_check_needs_nothing_but_python():
    (check,) = values("HEALTHCHECK")

    command = json.loads(check.partition("CMD")[2])
    assert command[0] == "python"
    assert "/healthz" in command[-1]


def test_the_command_is_the_service_and_gets_the_signal_itself():
    assert [json.loads(value) for value in values("CMD")] == [["speckeeper", "serve"]]
    assert values("STOPSIGNAL") == ["SIGTERM"]


def test_dependencies_are_installed_by_hash():
    installs = [value for value in values("RUN", STEPS) if "requirements.txt" in value]

    assert installs != []
    assert all("--require-hashes" in value for value in installs)


def test_all_stages_use_one_tagged_image_of_a_python_that_the_project_supports():
    images = {value.split()[0] for value in values("FROM", STEPS)}

    (image,) = images
    major, minor = re.fullmatch(r"python:(\d+)\.(\d+)-slim-\w+", image).groups()
    lowest = PYPROJECT["project"]["requires-python"].removeprefix(">=").split(".")
    assert (int(major), int(minor)) >= tuple(map(int, lowest))


def test_the_build_gets_what_the_wheel_is_made_of_and_nothing_else():
    sent = set(context.context_files(ROOT))

    assert {"pyproject.toml", "requirements.txt", "README.md", "LICENSE", "app/cli.py"} <= sent
    assert "examples/rag-service/base/.github/speckeeper.yml" in sent
    tops = {path.split("/")[0] for path in sent}
    assert tops - {"app", "specs_schema", "examples"} == {path for path in sent if "/" not in path}
    assert not tops & {"tests", ".git", ".venv", ".ci", "docs", "benchmarks"}
    assert not [path for path in sent if "__pycache__" in path or path.endswith(".pyc")]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("app/cli.py", True),
        ("app/web/health.py", True),
        ("app/web/__pycache__/health.pyc", False),
        ("tests/conftest.py", False),
        ("apples/cli.py", False),
        ("docs/app/cli.py", False),
        ("docs/keep.md", True),
        ("docs/keep.txt", False),
    ],
)
def test_dockerignore_is_read_as_an_engine_reads_it(path, expected):
    ignore = context.patterns("# all\n*\n\n!app\n!docs/*.md\n**/__pycache__\n")

    assert context.sent(path, ignore) is expected
