"""What the README says about setting the App up is what `speckeeper setup` does and asks GitHub for."""

import re
from pathlib import Path

from click.testing import CliRunner

from app.cli import speckeeper
from app.setup.manifest import EVENTS, PERMISSIONS

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
SECTION = README.split("## On a repository: the GitHub App\n")[1].split("\n## ")[0]


def rows(name):
    """The rows of the table below a marker, each as its cells; head and rule left out."""
    table = SECTION.split(f"<!-- {name} -->\n\n")[1].partition("\n\n")[0]
    return [[cell.strip(" `") for cell in line.strip("|").split(" | ")] for line in table.splitlines()[2:]]


def test_the_permissions_are_those_of_the_manifest_and_each_says_why():
    told = rows("permissions")

    assert {name: access for name, access, _ in told} == PERMISSIONS
    assert all(why for _, _, why in told)


def test_the_events_are_those_of_the_manifest_and_each_says_why():
    told = rows("events")

    assert sorted(name for name, _ in told) == sorted(EVENTS)
    assert all(why for _, why in told)


def test_the_options_of_the_command_are_there_and_its_file_is_called_so():
    helped = CliRunner().invoke(speckeeper, ["setup", "--help"]).output
    told = set(re.findall(r"--[a-z-]+\b", SECTION))

    assert {"--url", "--organization", "--github"} <= told
    assert told <= set(re.findall(r"--[a-z-]+\b", helped))
    assert "speckeeper.env" in SECTION
    assert "speckeeper.env" in helped
