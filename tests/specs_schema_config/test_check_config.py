import pytest
from click.testing import CliRunner

from app.cli import speckeeper

VALID = """\
own.yml: valid
What differs from the defaults:
  mode: gate
  rules: {"SPEC101": "off"}
  comments.max: 3
"""


@pytest.fixture
def check(tmp_path, monkeypatch):
    """Run the command on files of these texts; exit status, output and errors."""
    monkeypatch.chdir(tmp_path)

    def run(own, organisation=None):
        (tmp_path / "own.yml").write_text(own)
        arguments = ["check-config", "own.yml"]
        if organisation is not None:
            (tmp_path / "organisation.yml").write_text(organisation)
            arguments += ["--organisation", "organisation.yml"]
        ran = CliRunner().invoke(speckeeper, arguments)
        return ran.exit_code, ran.stdout, ran.stderr

    return run


def test_a_valid_file_is_told_what_it_changes(check):
    status, output, _ = check("mode: gate\nrules: {SPEC101: off}\ncomments: {max: 3}\npatience: 7200\n")

    assert (status, output) == (0, VALID)


def test_a_file_that_changes_nothing_is_told_so(check):
    assert check("version: 1\n") == (0, "own.yml: valid\nNothing differs from the defaults.\n", "")


def test_the_organisations_file_lies_below(check):
    status, output, _ = check("mode: advisory\n", "mode: gate\ndrafts: review\n")

    assert (status, output) == (
        0,
        "own.yml and organisation.yml: valid\nWhat differs from the defaults:\n  drafts: review\n",
    )


def test_each_mistake_of_both_files_is_told_with_line_key_and_hint(check):
    status, output, errors = check("\ncoments: {max: 3}\n", "waivers:\n  - subject: FR-003\n    reason: x\n")

    assert (status, output) == (2, "")
    assert errors == (
        "own.yml:2: Unknown key `coments` in `own.yml`, line 2\n"
        "  hint: Did you mean `comments`?\n"
        "organisation.yml:2: `waivers[0]` has no `author` in `organisation.yml`, line 2\n"
        "  hint: Write `author`: who answers for it\n"
    )


def test_a_file_that_is_not_there_is_bad_input():
    ran = CliRunner().invoke(speckeeper, ["check-config", "none.yml"])

    assert ran.exit_code == 2
    assert "none.yml" in ran.stderr
