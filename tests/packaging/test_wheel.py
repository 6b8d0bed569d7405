"""What a wheel of the project holds."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from project import PYPROJECT, ROOT

EXAMPLE = "examples/rag-service"
LEFT_OUT = {"app/README.md"}  # for who changes the code
DATA = [
    "app/demo/page.css",
    "app/demo/rag-service/pull-request.yml",
    "app/demo/rag-service/base/.github/speckeeper.yml",
    "app/demo/rag-service/base/.specify/memory/constitution.md",
    "app/judge/prices.toml",
    "app/judge/prompts/verdict.v3.md",
    "app/ledger/migrations/script.py.mako",
    "app/ledger/migrations/versions/0001_first_tables.py",
    "app/simulator/graphql/schema.graphql",
    "specs_schema/schemas/report.v1.json",
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as opened:
        yield opened


def files_of(folder):
    """The files below a folder, caches left out."""
    found = (path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.as_posix() for path in found if not any("cache" in part for part in path.parts)}


def test_the_wheel_holds_both_packages_with_their_data_the_example_and_nothing_else(wheel):
    example = {path.replace(EXAMPLE, "app/demo/rag-service", 1) for path in files_of(EXAMPLE)}
    expected = files_of("app") | files_of("specs_schema") | example
    decisions = {path for path in expected if path.startswith("app/decisions/")}

    held = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert held == expected - LEFT_OUT - decisions


@pytest.mark.parametrize("path", DATA)
def test_data_files_are_in_the_wheel(wheel, path):
    assert path in wheel.namelist()


def test_the_wheel_installs_the_command(wheel):
    (entry_points,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))

    assert "speckeeper = app.cli:main" in wheel.read(entry_points).decode()


def test_the_licence_goes_with_the_wheel(wheel):
    (licence,) = (name for name in wheel.namelist() if Path(name).name == "LICENSE")

    assert PYPROJECT["project"]["license"] == "Apache-2.0"
    assert b"Apache License" in wheel.read(licence)
