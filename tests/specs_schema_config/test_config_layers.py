import pytest

from specs_schema.config import CONFIG_PATH, RepoConfig
from specs_schema.config_layers import ORGANISATION_PATH, ReadConfig, read_configs


def test_without_any_file_the_defaults_are_in_force():
    assert read_configs(None, None, None) == ReadConfig(config=RepoConfig(), source="defaults")


def test_the_repositorys_file_is_in_force_and_is_remembered():
    read = read_configs("mode: gate\n", None, None)

    assert (read.config.mode, read.source, read.problems, read.valid_text) == ("gate", "repository", (), "mode: gate\n")


def test_an_empty_file_is_valid():
    read = read_configs("", "mode: gate", "mode: gate")

    assert (read.config.mode, read.source, read.valid_text) == ("gate", "repository", "")


def test_the_organisations_file_is_in_force_where_the_repository_has_none():
    read = read_configs(None, "mode: gate", "mode: advisory")

    assert (read.config.mode, read.source, read.valid_text) == ("gate", "organisation", None)


def test_the_repositorys_values_win_even_where_they_are_the_defaults():
    read = read_configs("mode: advisory\npatience: 7200\n", "mode: gate\npatience: 60\ndrafts: review\n", None)

    assert (read.config.mode, read.config.patience, read.config.drafts) == ("advisory", 7200, "review")


@pytest.mark.parametrize(
    ("own", "below", "merged"),
    [
        ("labels: {skip: [a]}", "labels: {skip: [b], require: [c]}", "labels: {skip: [a], require: [c]}"),
        ("commands: {who: admin}", "commands: {author: []}", "commands: {who: admin, author: []}"),
        ("scope: {allow: [a]}", "scope: {forbid: [b]}", "scope: {allow: [a], forbid: [b]}"),
        ("budget: {day: 5}", "budget: {review: 1, day: 2}", "budget: {review: 1, day: 5}"),
        ("comments: {}", "comments: {max: 3}", "comments: {max: 3}"),
        ("authors: {skip: []}", "authors: {skip: [bot]}", "authors: {skip: []}"),
        ("rules: {SPEC101: off}", "rules: {SPEC2: notice}", "rules: {SPEC101: off, SPEC2: notice}"),
        ("rules: {SPEC101: off}", "rules: {SPEC101: error}", "rules: {SPEC101: off}"),
        ("fail_on: [SPEC2]", "fail_on: [SPEC3]", "fail_on: [SPEC2]"),
        (
            "waivers: []",
            "waivers: [{subject: FR-001, reason: x, author: y}]",
            "waivers: []",
        ),
        ("spec_changes:", "spec_changes: report", "spec_changes:"),
    ],
)
def test_mappings_are_merged_key_by_key_and_lists_are_replaced(own: str, below: str, merged: str):
    assert read_configs(own, below, None).config == read_configs(merged, None, None).config


def test_a_prefix_of_the_repository_stands_above_the_organisations_longer_ones():
    read = read_configs("rules: {SPEC1: off}", "rules: {SPEC101: error, SPEC2: notice}", None)

    assert read.config.rules == {"SPEC1": "off", "SPEC2": "notice"}


def test_in_place_of_an_invalid_file_the_last_valid_one_is_used_on_top_of_the_organisations():
    read = read_configs("moed: gate", "drafts: review\nmode: advisory", "mode: gate")

    assert (read.config.mode, read.config.drafts, read.source, read.valid_text) == (
        "gate",
        "review",
        "last valid",
        None,
    )
    assert [problem.message for problem in read.problems] == [
        f"Unknown key `moed` in `{CONFIG_PATH}`, line 1; the last valid configuration is used instead"
    ]


@pytest.mark.parametrize(
    ("organisation", "last_valid", "source", "said"),
    [
        ("mode: gate", None, "organisation", "the organisation's configuration is used instead"),
        (None, None, "defaults", "the defaults are used instead"),
        (None, "not: valid any more", "defaults", "the defaults are used instead"),
    ],
)
def test_where_no_valid_file_is_known_what_is_below_is_used_and_said(organisation, last_valid, source, said):
    read = read_configs("moed: gate", organisation, last_valid)

    assert read.source == source
    assert read.problems[0].message.endswith(f"line 1; {said}")


def test_an_organisations_file_with_a_mistake_is_left_out_as_a_whole_and_told():
    read = read_configs("drafts: review", "mode: gate\npatience: soon", None)

    assert (read.config.mode, read.config.drafts, read.source) == ("advisory", "review", "repository")
    assert [(problem.span.path, problem.message) for problem in read.problems] == [
        (
            ORGANISATION_PATH,
            f"Wrong value `soon` of `patience` in `{ORGANISATION_PATH}`, line 2; the whole file is left out",
        )
    ]


def test_problems_are_told_apart_by_their_file_without_what_is_done_about_them():
    read = read_configs("moed: 1", "moed: 2", "mode: gate")

    assert [problem.message for problem in read.own_problems] == [f"Unknown key `moed` in `{CONFIG_PATH}`, line 1"]
    assert [problem.message for problem in read.organisation_problems] == [
        f"Unknown key `moed` in `{ORGANISATION_PATH}`, line 1"
    ]


def test_the_last_valid_text_is_not_looked_at_while_the_file_is_valid_or_gone():
    assert read_configs("drafts: review", None, "mode: gate").config.mode == "advisory"
    assert read_configs(None, None, "mode: gate").source == "defaults"


def test_what_is_in_force_survives_a_round_trip_through_json():
    read = read_configs("mode: gate\nrules: {SPEC1: off}\nbudget: {day: 1}", "drafts: review", None)

    assert ReadConfig.model_validate_json(read.model_dump_json()) == read
