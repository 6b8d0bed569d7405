"""action.yml: its inputs are options of the command, and its script runs the command with them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from app.cli import review

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
OPTIONS = {option.removeprefix("--") for parameter in review.params for option in parameter.opts}
RESULTS = '<testsuite><testcase classname="tests.test_login" name="test_fr_001"/></testsuite>'


def variable(name):
    return name.upper().replace("-", "_")


@pytest.mark.parametrize("name", ACTION["inputs"])
def test_every_input_is_an_option_of_the_command_and_reaches_the_script_as_a_variable(name):
    assert name in OPTIONS
    assert STEPS["Review"]["env"][variable(name)] == f"${{{{ inputs.{name} }}}}"
    assert f"${variable(name)}" in STEPS["Review"]["run"]
    assert ACTION["inputs"][name]["description"]


def test_the_formats_and_modes_of_the_inputs_are_those_of_the_command():
    choices = {
        parameter.name: set(parameter.type.choices) for parameter in review.params if parameter.type.name == "choice"
    }

    assert set(re.split(r", | or ", ACTION["inputs"]["format"]["description"])) == choices["form"]
    assert set(ACTION["inputs"]["mode"]["description"].split(",")[0].split(" or ")) == choices["mode"]


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_no_input_is_part_of_a_script(step):
    assert "${{" not in step["run"]
    assert step["shell"] == "bash"


def test_what_is_installed_is_the_action_itself_with_pinned_dependencies():
    script = STEPS["Install Speckeeper"]["run"]

    assert STEPS["Install Speckeeper"]["env"] == {"SOURCE": "${{ github.action_path }}"}
    assert '--require-hashes --requirement "$SOURCE/requirements.txt"' in script
    assert '--no-deps --no-build-isolation "$SOURCE"' in script
    assert (ROOT / "requirements.txt").exists()


class Runner:
    """What a runner gives to the step, with the command of this tree where the action would have installed it."""

    def __init__(self, path, checkout):
        self.path, self.checkout = path, checkout
        command = path / "speckeeper" / "bin" / "speckeeper"
        command.parent.mkdir(parents=True)
        command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -P -m app.cli "$@"\n')
        command.chmod(0o755)

    def review(self, **inputs):
        given = {name: one.get("default", "") for name, one in ACTION["inputs"].items()}
        given |= {"base": "main"} | {name.replace("_", "-"): value for name, value in inputs.items()}
        environment = {
            **os.environ,
            **{variable(name): value for name, value in given.items()},
            "RUNNER_TEMP": str(self.path),
            "GITHUB_OUTPUT": str(self.path / "outputs"),
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REPOSITORY": "acme/app",
        }
        # As a runner calls it: https://docs.github.com/en/actions/reference/workflow-syntax-for-github-actions
        bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS["Review"]["run"]]
        ran = subprocess.run(
            bash, cwd=self.checkout.path, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        return ran, (self.path / "outputs").read_text()


@pytest.fixture
def runner(tmp_path, done):
    return Runner(tmp_path / "runner", done)


def test_the_script_writes_the_report_for_the_upload(runner):
    ran, outputs = runner.review(format="sarif", output="a report.sarif", no_model="true")

    assert (ran.returncode, ran.stderr, outputs) == (0, "", "status=0\n")
    assert '"repositoryUri": "https://github.com/acme/app"' in (runner.checkout.path / "a report.sarif").read_text()


def test_patterns_of_results_are_expanded_and_their_names_are_taken_as_they_are(runner):
    for name in ("reports/a b.xml", "reports/deep/$(touch RAN).xml"):
        file = runner.checkout.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(RESULTS)

    ran, _ = runner.review(no_model="true", junit="reports/**/*.xml\n")

    assert "Of 1 test in 2 files of results, 1 names a subject" in ran.stdout
    assert not list(runner.checkout.path.rglob("RAN"))


def test_results_that_are_not_there_fail_the_step(runner):
    ran, outputs = runner.review(no_model="true", junit="none.xml")

    assert (ran.returncode, outputs) == (2, "status=2\n")
    assert "Cannot read the test results `none.xml`" in ran.stderr


def test_an_input_is_no_option_and_no_command(runner):
    ran, _ = runner.review(no_model="true", base="--output=stolen", feature="$(touch RAN)")

    assert ran.returncode == 2
    assert not list(runner.checkout.path.rglob("RAN"))
    assert not (runner.checkout.path / "stolen").exists()
