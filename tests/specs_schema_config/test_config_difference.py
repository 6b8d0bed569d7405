from specs_schema.config import CONFIG_PATH, RepoConfig
from specs_schema.config_difference import differences
from specs_schema.config_reader import read_config


def pairs(text: str, usual: RepoConfig | None = None):
    return [(one.key, one.value, one.default) for one in differences(read_config(CONFIG_PATH, text)[0], usual)]


def test_the_defaults_differ_in_nothing_even_when_they_are_written():
    assert pairs("mode: advisory\ncomments: {max: 10}") == []


def test_each_key_that_differs_is_named_with_both_values():
    text = """\
waivers:
  - {subject: FR-003, reason: Later, author: alice, until: 2026-12-31}
  - {subject: SC-001, reason: Later, author: alice}
rules: {SPEC101: off}
ignore: ["größe/*"]
comments: {max: 3}
spec_changes: report
budget: {day: 5}
"""
    assert pairs(text) == [
        ("rules", '{"SPEC101": "off"}', "{}"),
        ("ignore", '["größe/*"]', "[]"),
        ("waivers", '["FR-003 until 2026-12-31", "SC-001"]', "[]"),
        ("comments.max", "3", "10"),
        ("spec_changes", "report", "none"),
        ("budget.day", "5.0", "none"),
    ]


def test_two_configurations_are_compared():
    assert pairs("mode: gate", RepoConfig(mode="gate", patience=0)) == [("patience", "7200", "0")]
