"""The command as people run it."""

import json
import subprocess
import sys

import jsonschema
import pytest

from specs_schema.report import Report

HOSTILE = "import pathlib; pathlib.Path(__file__).with_name('RAN').touch(); raise SystemExit('hostile')\n"


def speckeeper(checkout, *arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-P", "-m", "app.cli", *arguments],
        cwd=cwd or checkout.path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_json_report_follows_the_published_schema(done):
    ran = speckeeper(done, "review", "--no-model", "--format", "json")

    assert (ran.returncode, ran.stderr) == (0, "")
    jsonschema.validate(json.loads(ran.stdout), Report.model_json_schema())


def test_the_text_report_ends_with_the_conclusion(done):
    ran = speckeeper(done, "review", "--no-model", "--base", "main")

    assert ran.stdout.splitlines()[-1] == "pass: 1 warning; requirements were not judged"
    assert "specs/001-login/tasks.md:6: warning:" in ran.stdout
    assert "\x1b[" not in ran.stdout


def test_the_report_can_be_written_to_a_file(done, tmp_path):
    ran = speckeeper(done, "review", "--no-model", "--format", "markdown", "--output", str(tmp_path / "report.md"))

    assert ran.stdout == ""
    assert "Requirements were not judged" in (tmp_path / "report.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--base", "nowhere"], "There is no commit `nowhere`"),
        (["--head", "--upload-pack=touch RAN"], "There is no commit"),
        (["--repo", "/"], "speckeeper: "),
        (["--config", "none.yml"], "Cannot read the configuration `none.yml`"),
        (["--feature", "specs/none"], "No feature directory `specs/none`"),
    ],
)
def test_bad_input_is_said_in_one_line_with_exit_status_2(done, arguments, said):
    ran = speckeeper(done, "review", "--no-model", *arguments)

    assert ran.returncode == 2
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_hostile_repository_runs_nothing(done):
    done.change(
        dict.fromkeys(("sitecustomize.py", "usercustomize.py", "app/__init__.py", "specs_schema/__init__.py"), HOSTILE)
    )

    ran = speckeeper(done, "review", "--no-model", "--base", "main")

    assert ran.returncode == 0, ran.stderr
    assert not list(done.path.rglob("RAN"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("contracts/openapi.yaml", "[" * 200_000),
        ("contracts/openapi.json", "[" * 200_000),
        ("tasks.md", "".join(f"- [x] T{n:05} Do {'what is needed ' * 6}\n" for n in range(10_000))),
        ("spec.md", ">" * 100_000),
        ("spec.md", b"\x00\xff" * 1_000),
    ],
)
def test_documents_made_to_break_readers_end_in_a_report(done, name, content):
    done.change({f"specs/001-login/{name}": content})

    ran = speckeeper(done, "review", "--no-model", "--base", "main", "--format", "json")

    assert ran.returncode in {0, 2}, ran.stderr
    assert json.loads(ran.stdout)["features"][0]["dir"] == "specs/001-login"


def test_a_repository_without_specs_has_no_spec(checkout):
    checkout.git("rm", "--quiet", "-r", "specs")
    checkout.commit("No specs")
    base = checkout.git("rev-parse", "HEAD")
    checkout.change({"a.py": "x = 1\n"})

    ran = speckeeper(checkout, "review", "--no-model", "--base", base)

    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, "no_spec: No spec for this change")


def test_check_config_names_each_mistake_with_its_line(done, tmp_path):
    file = tmp_path / "speckeeper.yml"
    file.write_text("version: 1\nmoed: gate\nrules: {SPEC101: fatal}\n")

    ran = speckeeper(done, "check-config", str(file))

    assert ran.returncode == 2
    assert f"{file}:2: " in ran.stderr
    assert f"{file}:3: " in ran.stderr


def test_a_valid_configuration_is_said_to_be_valid(done, tmp_path):
    file = tmp_path / "speckeeper.yml"
    file.write_text("version: 1\nmode: gate\n")

    assert speckeeper(done, "check-config", str(file)).returncode == 0
