import pytest
from builders import a_dossier, a_feature, a_reviewed_feature

from app.rules import invalid_configuration
from app.stages.configuration import configuration_output, proposed_configuration
from app.stages.findings import rule_findings, select
from specs_schema.config import CONFIG_PATH
from specs_schema.config_layers import read_configs


def proposed(base=None, head=None, merge_base=None, organisation=None):
    return proposed_configuration(base, head, merge_base, organisation)


@pytest.mark.parametrize(
    ("base", "head", "merge_base"),
    [
        (None, None, None),
        ("mode: gate", "mode: gate", "mode: gate"),
        ("mode: gate", "drafts: skip", "drafts: skip"),  # only the base branch has changed
        ("mode: gate", "mode: gate", None),  # the base branch has it by now
    ],
)
def test_a_change_that_does_not_edit_the_file_proposes_nothing(base, head, merge_base):
    assert proposed(base, head, merge_base) is None


def test_a_change_that_edits_the_file_proposes_what_it_says():
    read = proposed("mode: advisory", "mode: gate", "mode: advisory", "drafts: review")

    assert (read.config.mode, read.config.drafts, read.source, read.problems) == ("gate", "review", "repository", ())


def test_a_change_that_deletes_the_file_proposes_what_is_below():
    assert proposed("mode: gate", None, "mode: gate").source == "defaults"
    assert proposed("mode: gate", None, "mode: gate", "drafts: review").source == "organisation"


def test_with_a_mistake_what_is_in_force_today_would_stay():
    read = proposed("mode: gate", "mode: gates", "mode: gate", "moed: 1")

    assert (read.config.mode, read.source) == ("gate", "last valid")
    assert [problem.message for problem in read.problems] == [
        f"Wrong value `gates` of `mode` in `{CONFIG_PATH}`, line 1"
    ]


def test_a_mistake_that_the_change_brings_is_a_warning_at_its_line_and_not_in_force():
    problems = proposed("mode: gate", "\nmode: gates", "mode: gate").problems

    (finding,) = invalid_configuration.check(a_dossier(proposed_problems=problems))

    assert (finding.severity, finding.span.path, finding.span.first) == ("warning", CONFIG_PATH, 2)
    assert finding.message == (
        f"Wrong value `gates` of `mode` in `{CONFIG_PATH}`, line 2, as this change brings it; it is not in force yet"
    )
    assert finding.hint == "Use `advisory` or `gate`"


def test_one_mistake_in_three_files_is_three_findings():
    read = read_configs("mode: gates", "mode: gates", None)
    change = proposed(None, "mode: gates", None)
    dossier = a_dossier(
        a_reviewed_feature(a_feature()), config_problems=read.problems, proposed_problems=change.problems
    )

    told, withheld = select(rule_findings(dossier), (), dossier)

    assert ([finding.rule.code for finding in told], withheld) == (["SPEC902"] * 3, ())
    assert len({finding.fingerprint for finding in told}) == 3


def test_a_valid_push_is_told_what_differs_from_the_defaults():
    output = configuration_output(read_configs("mode: gate\ncomments: {max: 3}", "drafts: review", None))

    assert (output.conclusion, output.title, output.annotations) == ("success", "Configuration is valid", ())
    assert (
        output.summary
        == """\
`.github/speckeeper.yml` is in force.

What differs from the defaults:

| key | value | default |
| --- | --- | --- |
| `mode` | `gate` | `advisory` |
| `comments.max` | `3` | `10` |
| `drafts` | `review` | `skip` |"""
    )


def test_a_push_that_says_nothing_new_says_so():
    output = configuration_output(read_configs("version: 1", None, None))

    assert output.summary == "`.github/speckeeper.yml` is in force.\n\nNothing differs from the defaults."


def test_a_push_that_deletes_the_file_is_told_what_is_in_force_now():
    assert configuration_output(read_configs(None, None, None)).summary.startswith(
        "There is no `.github/speckeeper.yml`; the defaults are in force."
    )
    assert configuration_output(read_configs(None, "mode: gate", None)).summary.startswith(
        "There is no `.github/speckeeper.yml`; the organisation's configuration is in force."
    )


def test_an_invalid_push_has_a_row_and_an_annotation_for_each_mistake():
    output = configuration_output(read_configs("moed: gate\n\npatience: a|b", None, "drafts: review"))

    assert (output.conclusion, output.title) == ("failure", "Configuration is not valid: 2 problems")
    assert (
        output.summary
        == """\
The last valid configuration stays in force.

| line | what is wrong | what to do |
| --- | --- | --- |
| 1 | Unknown key `moed` | Did you mean `mode`? |
| 3 | Wrong value `a\\|b` of `patience` | Use a whole number |

What differs from the defaults:

| key | value | default |
| --- | --- | --- |
| `drafts` | `review` | `skip` |"""
    )
    assert [(one.path, one.start_line, one.end_line, one.level, one.message) for one in output.annotations] == [
        (CONFIG_PATH, 1, 1, "failure", f"Unknown key `moed` in `{CONFIG_PATH}`, line 1. Hint: Did you mean `mode`?"),
        (
            CONFIG_PATH,
            3,
            3,
            "failure",
            f"Wrong value `a|b` of `patience` in `{CONFIG_PATH}`, line 3. Hint: Use a whole number",
        ),
    ]


@pytest.mark.parametrize(
    ("organisation", "said"),
    [
        (None, "No valid configuration of this repository is known; the defaults are in force."),
        ("mode: gate", "No valid configuration of this repository is known; the organisation's configuration is in"),
    ],
)
def test_an_invalid_first_file_says_what_is_in_force(organisation, said):
    output = configuration_output(read_configs("moed: gate", organisation, None))

    assert output.conclusion == "failure"
    assert output.summary.startswith(said)


def test_an_organisations_mistake_is_told_and_fails_nobodys_push():
    output = configuration_output(read_configs("mode: gate", "moed: gate", None))

    assert (output.conclusion, output.title) == ("neutral", "Configuration is valid, the organisation's is not")
    assert output.annotations == ()
    assert "`.github:.github/speckeeper.yml`, is not valid and left out." in output.summary
    assert "| 1 | Unknown key `moed` | Did you mean `mode`? |" in output.summary


def test_a_file_full_of_mistakes_is_cut_at_a_whole_row():
    text = "".join(f"key{number:05}äöü: 1\n" for number in range(3_000))

    output = configuration_output(read_configs(text, text, None))

    assert len(output.annotations) == 50
    assert len(output.summary.encode("utf-8")) < 65_535
    assert "| 1 | Unknown key `key00000äöü` | Use `version`" in output.summary
    assert output.summary.count("\n\nand ") == 2
    assert all(line.count("|") == 4 for line in output.summary.splitlines() if line.startswith("|"))


def test_text_of_a_repository_does_nothing_in_the_check():
    output = configuration_output(read_configs('"@acme/all ![x](https://a.example/b.png)": 1', None, None))

    assert "![x]" not in output.summary.replace("`@acme/all ![x](https://a.example/b.png)`", "")
