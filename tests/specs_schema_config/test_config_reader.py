import time

import pytest

from specs_schema.config import CONFIG_PATH, RepoConfig
from specs_schema.config_reader import read_config


def problems_of(text: str) -> list[tuple[int, str, str]]:
    """Line, message without the place that every message names, and hint."""
    config, problems = read_config(CONFIG_PATH, text)
    assert config == RepoConfig()
    for problem in problems:
        assert problem.kind == "invalid-configuration"
        assert problem.span.path == CONFIG_PATH
        assert problem.message.endswith(f" in `{CONFIG_PATH}`, line {problem.span.first}")
    return [(problem.span.first, problem.message.rsplit(" in `", 1)[0], problem.hint) for problem in problems]


def test_a_whole_configuration_is_read():
    text = """\
# how we want to be reviewed
version: 1
mode: gate
specs: [packages/a/specs, "docs"]
fail_on:
  - SPEC2
  - SPEC301
rules: {SPEC101: off, SPEC3: notice}
ignore: ["*.lock"]
on_unjudged: allow
patience: 0
"""
    config, problems = read_config(CONFIG_PATH, text)

    assert problems == ()
    assert config == RepoConfig(
        mode="gate",
        specs=("packages/a/specs", "docs"),
        fail_on=("SPEC2", "SPEC301"),
        rules={"SPEC101": "off", "SPEC3": "notice"},
        ignore=("*.lock",),
        on_unjudged="allow",
        patience=0,
    )


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n...\n", "\ufeff", "~\n", "{}"])
def test_nothing_written_is_the_default_and_no_problem(text: str):
    assert read_config(CONFIG_PATH, text) == (RepoConfig(), ())


def test_a_byte_order_mark_is_no_problem():
    assert read_config(CONFIG_PATH, "\ufeffmode: gate\n")[0].mode == "gate"


def test_off_is_a_word_and_not_false():
    assert read_config(CONFIG_PATH, "rules:\n  SPEC101: off\n")[0].rules == {"SPEC101": "off"}


PROBLEMS = {
    "mode: gate\nmoed: gate\n": (2, "Unknown key `moed`", "Did you mean `mode`?"),
    "<<: {mode: gate}\n": (1, "Unknown key `<<`", HINT := "Use `version`"),
    "on: push\n": (1, "Unknown key `on`", HINT),
    "mode: gate\n\nmode: gate\n": (3, "Key `mode` is given twice", "Keep one; the first is in line 1"),
    "rules:\n  SPEC1: off\n  SPEC1: off\n": (3, "Key `rules.SPEC1` is given twice", "Keep one; the first is in line 2"),
    "\n\nrules:\n  SPEC1: fatal\n": (
        4,
        "Unknown severity `fatal` of `rules.SPEC1`",
        "Use `error`, `warning`, `notice` or `off`",
    ),
    "rules: {SPEC1: [error]}\n": (
        1,
        "Unknown severity `['error']` of `rules.SPEC1`",
        "Use `error`, `warning`, `notice` or `off`",
    ),
    "rules:\n  violated: error\n": (
        2,
        "Unknown rule `violated` of `rules`",
        "Use a code (`SPEC201`) or the start of codes (`SPEC2`)",
    ),
    "fail_on: [SPEC1,\n  everything]\n": (
        2,
        "Unknown rule `everything` of `fail_on`",
        "Use a code (`SPEC201`) or the start of codes (`SPEC2`)",
    ),
    "rules: SPEC1\n": (1, "Wrong value `SPEC1` of `rules`", "Use keys with values (`key: value`)"),
    "mode: gates\n": (1, "Wrong value `gates` of `mode`", "Use `advisory` or `gate`"),
    "mode:\n": (1, "`mode` has no value", "Use `advisory` or `gate`, or leave the key out"),
    "on_outage: yes\n": (1, "Wrong value `yes` of `on_outage`", "Use `block` or `allow`"),
    "version: 2\n": (1, "Wrong value `2` of `version`", "Use 1"),
    "patience: 90000\n": (1, "Wrong value `90000` of `patience`", "Use 86400 or less"),
    "patience: -1\n": (1, "Wrong value `-1` of `patience`", "Use 0 or more"),
    "patience: soon\n": (1, "Wrong value `soon` of `patience`", "Use a whole number"),
    "patience: true\n": (1, "Wrong value `true` of `patience`", "Use a whole number"),
    "patience: 12:30\n": (1, "Wrong value `12:30` of `patience`", "Use a whole number"),
    "patience: 1.5\n": (1, "Wrong value `1.5` of `patience`", "Use a whole number"),
    "specs: docs\n": (1, "Wrong value `docs` of `specs`", "Use a list (`- one`, `- two`)"),
    "ignore:\n  - ok\n  - 5\n": (3, "Wrong value `5` of `ignore[1]`", "Use text"),
    "- mode: gate\n": (1, "The file is no set of keys", "Write keys with values (`key: value`)"),
    "just text\n": (1, "The file is no set of keys", "Write keys with values (`key: value`)"),
    "mode: !!python/object:os.system gate\n": (
        1,
        "Tag `tag:yaml.org,2002:python/object:os.system` is not supported",
        "Leave the tag out",
    ),
    "mode: !x gate\n": (1, "Tag `!x` is not supported", "Leave the tag out"),
    "? [a]\n: b\n": (1, "A key is not a word", "Write `key: value`"),
}


@pytest.mark.parametrize("text", PROBLEMS)
def test_each_problem_has_its_line_and_says_what_to_write(text: str):
    line, message, hint = PROBLEMS[text]

    ((found_line, found_message, found_hint),) = problems_of(text)

    assert (found_line, found_message) == (line, message)
    assert found_hint.startswith(hint)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("mode: gate\nrules: {SPEC1: off\n", 2, "expected"),
        ("mode: gate\n\tmode: x\n", 2, "cannot start any token"),
        ("a: b: c\n", 1, "mapping values are not allowed here"),
        ("mode: 'gate\n", 1, "unexpected end of stream"),
        ("mode: gate\n---\nmode: gate\n", 2, "document"),
        ("a: &x 1\nb: *x\n", 2, "an alias"),
        ("a: 1\nb: \x01\n", 2, "a control character"),
        ("\nmode: " + "[" * 60_000, 2, "more than 20 levels"),
        ("\u2028\n\u2028x: [\n", 2, ""),
    ],
)
def test_broken_syntax_is_one_problem_at_its_line(text: str, line: int, said: str):
    ((found_line, message, hint),) = problems_of(text)

    assert found_line == line
    assert message.startswith("YAML cannot be read: ")
    assert said in message
    assert hint == "Mend the syntax; a linter for YAML shows it, too"


def test_a_file_over_the_limit_is_not_parsed():
    started = time.monotonic()
    ((line, message, _),) = problems_of("[" * 200_000)

    assert (line, message) == (1, "200000 bytes are more than the 65536 that are read")
    assert time.monotonic() - started < 1


def test_a_document_that_unfolds_without_end_is_refused():
    bomb = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &b{n} [*a, *a]\n" for n in range(20))

    assert "an alias" in problems_of(bomb)[0][1]


def test_all_problems_are_told_in_the_order_of_their_lines():
    text = "mode: gates\nmoed: gate\nrules:\n  SPEC1: fatal\n  SPEC2: deadly\npatience: soon\npatience: 1\n"

    assert [line for line, _, _ in problems_of(text)] == [1, 2, 4, 5, 6, 7]


def test_with_a_problem_nothing_of_the_file_applies():
    config, problems = read_config(CONFIG_PATH, "mode: gate\nfail_on: []\nunknown: 1\n")

    assert (config, len(problems)) == (RepoConfig(), 1)


def test_problems_keep_their_identity_when_lines_move():
    first = read_config(CONFIG_PATH, "mode: gates\n")[1][0]
    later = read_config(CONFIG_PATH, "# one\n# two\nmode: wrong\n")[1][0]

    assert first.key == later.key == "mode"


def test_a_long_value_is_shown_in_part():
    message = problems_of(f"mode: {'x' * 5000}\n")[0][1]

    assert len(message) < 100
