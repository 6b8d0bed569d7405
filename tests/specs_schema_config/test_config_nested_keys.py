import time

import pytest

from specs_schema.config import CONFIG_PATH, RepoConfig, Waiver
from specs_schema.config_reader import read_config

WAIVER = "{subject: FR-001, reason: Later, author: alice}"


def problems_of(text: str) -> list[tuple[int, str, str, str]]:
    """Line, key, message without the place that every message names, and hint."""
    config, problems = read_config(CONFIG_PATH, text)
    assert config == RepoConfig()
    return [(one.span.first, one.key, one.message.rsplit(" in `", 1)[0], one.hint) for one in problems]


def test_every_nested_key_is_read():
    text = """\
scope: {allow: [docs/**], forbid: ["*.pem"]}
waivers:
  - subject: FR-003
    reason: Moves to the identity provider
    author: alice
    until: 2028-02-29
    feature: specs/001-login/
comments: {max: 0}
labels: {skip: [wip], require: [Needs review]}
authors: {skip: ["dependabot[bot]", a_b-c]}
commands: {who: admin, author: []}
budget: {review: 1, day: 2.5}
specs: [/]
"""
    config, problems = read_config(CONFIG_PATH, text)

    assert problems == ()
    assert (config.scope.allow, config.scope.forbid) == (("docs/**",), ("*.pem",))
    assert config.waivers == (
        Waiver(
            subject="FR-003",
            reason="Moves to the identity provider",
            author="alice",
            until="2028-02-29",
            feature="specs/001-login",
        ),
    )
    assert (config.comments.max, config.labels.skip, config.labels.require) == (0, ("wip",), ("Needs review",))
    assert config.authors.skip == ("dependabot[bot]", "a_b-c")
    assert (config.commands.who, config.commands.author) == ("admin", ())
    assert (config.budget.review, config.budget.day, config.specs) == (1.0, 2.5, ("/",))


PROBLEMS = {
    "coments: {max: 3}": (1, "coments", "Unknown key `coments`", "Did you mean `comments`?"),
    "comments:\n  maximum: 3": (2, "comments.maximum", "Unknown key `comments.maximum`", "Did you mean `max`?"),
    "max: 3": (1, "max", "Unknown key `max`", "Did you mean `comments.max`?"),
    "skip: [a]": (1, "skip", "Unknown key `skip`", "Did you mean `labels.skip` or `authors.skip`?"),
    "commands: {mode: gate}": (1, "commands.mode", "Unknown key `commands.mode`", "Did you mean `mode`?"),
    "budget: {xyz: 3}": (1, "budget.xyz", "Unknown key `budget.xyz`", "Use `review` or `day`"),
    "waivers:\n  - subject: FR-001\n    reason: x\n    author: y\n    owner: z": (
        5,
        "waivers[0].owner",
        "Unknown key `waivers[0].owner`",
        "Use `subject`, `reason`, `author`, `until` or `feature`",
    ),
    "comments: {max: 1, max: 2}": (
        1,
        "comments.max",
        "Key `comments.max` is given twice",
        "Keep one; the first is in line 1",
    ),
    "comments:\n  max: -1": (2, "comments.max", "Wrong value `-1` of `comments.max`", "Use 0 or more"),
    "comments: {max: 51}": (1, "comments.max", "Wrong value `51` of `comments.max`", "Use 50 or less"),
    "comments: 3": (1, "comments", "Wrong value `3` of `comments`", "Use keys with values (`key: value`)"),
    "comments:\n  # max: 3": (
        1,
        "comments",
        "`comments` has no value",
        "Use keys with values (`key: value`), or leave the key out",
    ),
    "budget: {day: -0.5}": (1, "budget.day", "Wrong value `-0.5` of `budget.day`", "Use 0 or more"),
    "budget: {review: 1.0e999}": (1, "budget.review", "Wrong value `inf` of `budget.review`", "Use 1000 or less"),
    "budget: {review: '1'}": (1, "budget.review", "Wrong value `1` of `budget.review`", "Use a number"),
    "commands: {who: owner}": (
        1,
        "commands.who",
        "Wrong value `owner` of `commands.who`",
        "Use `read`, `triage`, `write`, `maintain` or `admin`",
    ),
    "commands:\n  author:\n    - verify\n    - waive": (
        4,
        "commands.author[1]",
        "Wrong value `waive` of `commands.author[1]`",
        "Use `verify`, `status`, `explain`, `help` or `config`",
    ),
    "labels: {skip: wip}": (1, "labels.skip", "Wrong value `wip` of `labels.skip`", "Use a list (`- one`, `- two`)"),
    'labels: {skip: [" "]}': (1, "labels.skip[0]", "`labels.skip[0]` is empty", "Write it, or leave it out"),
    'authors: {skip: ["@bob"]}': (
        1,
        "authors.skip[0]",
        "Wrong value `@bob` of `authors.skip[0]`",
        "Use a login without `@`, as `octocat` or `dependabot[bot]`",
    ),
    "forks: on": (1, "forks", "Wrong value `on` of `forks`", "Use `review`, `on_request` or `off`"),
    "formats: []": (1, "formats", "`formats` is empty", "Write it: formats of specs that are looked for"),
    "find_by: [titel]": (
        1,
        "find_by[0]",
        "Wrong value `titel` of `find_by[0]`",
        "Use `trailer`, `tasks`, `branch`, `title`, `body`, `touched` or `overlap`",
    ),
    "specs: ['*/specs']": (
        1,
        "specs[0]",
        "Wrong value `*/specs` of `specs[0]`",
        "Patterns are not supported here: use the path of a folder, as `packages/api/specs`",
    ),
    "specs: [.]": (
        1,
        "specs[0]",
        "Wrong value `.` of `specs[0]`",
        "`.` names no folder of a commit: use `/` for the whole repository",
    ),
}


@pytest.mark.parametrize("text", PROBLEMS)
def test_each_problem_has_its_line_and_key_and_says_what_to_write(text: str):
    assert problems_of(text) == [PROBLEMS[text]]


@pytest.mark.parametrize(
    ("day", "hint"),
    [
        ("2026-02-30", "That month has 28 days: use a day as `2026-12-31`"),
        ("2028-02-30", "That month has 29 days: use a day as `2026-12-31`"),
        ("2026-04-00", "That month has 30 days: use a day as `2026-12-31`"),
        ("2026-13-01", "The calendar has no such month: use a day as `2026-12-31`"),
        ("0000-01-01", "The calendar has no such month: use a day as `2026-12-31`"),
        ("31.12.2026", "Use a day as `2026-12-31`"),
        ("2026-12-31T00:00", "Use a day as `2026-12-31`"),
        ("soon", "Use a day as `2026-12-31`"),
    ],
)
def test_an_end_that_is_no_day_is_told(day: str, hint: str):
    text = f"waivers:\n  - subject: FR-001\n    reason: Later\n    author: alice\n    until: {day}\n"

    assert problems_of(text) == [(5, "waivers[0].until", f"Wrong value `{day}` of `waivers[0].until`", hint)]


def test_a_day_that_is_over_is_no_mistake():
    assert read_config(CONFIG_PATH, f"waivers: [{WAIVER[:-1]}, until: 1999-12-31}}]")[1] == ()


def test_a_waiver_without_reason_and_author_lacks_both():
    assert problems_of("waivers:\n\n  - subject: FR-003\n") == [
        (3, "waivers[0].reason", "`waivers[0]` has no `reason`", "Write `reason`: why it may stay as it is"),
        (3, "waivers[0].author", "`waivers[0]` has no `author`", "Write `author`: who answers for it"),
    ]


@pytest.mark.parametrize("reason", ['""', '"  "'])
def test_a_reason_that_says_nothing_is_told(reason: str):
    text = f"waivers:\n  - subject: FR-003\n    author: alice\n    reason: {reason}\n"

    assert problems_of(text) == [
        (4, "waivers[0].reason", "`waivers[0].reason` is empty", "Write it: why it may stay as it is")
    ]


def test_a_second_waiver_of_a_subject_is_told_with_the_line_of_the_first():
    text = f"waivers:\n  - {WAIVER}\n  - {WAIVER.replace('FR-001', 'FR-002')}\n  - {WAIVER.replace('FR', 'fr')}\n"

    assert problems_of(text) == [
        (4, "waivers[2].subject", "`fr-001` is waived twice", "Keep one; the first is in line 2")
    ]


def test_two_features_may_each_waive_a_subject_of_one_id():
    waivers = [f"{WAIVER[:-1]}, feature: specs/{name}}}" for name in ("001-a", "002-b")]

    assert len(read_config(CONFIG_PATH, f"waivers: [{', '.join(waivers)}]")[0].waivers) == 2


def test_waivers_of_one_feature_are_compared_without_the_slash_at_its_end():
    waivers = [f"{WAIVER[:-1]}, feature: {name}}}" for name in ("specs/001-a", "specs/001-a/")]

    assert [key for _, key, _, _ in problems_of(f"waivers: [{', '.join(waivers)}]")] == ["waivers[1].subject"]


@pytest.mark.parametrize("waivers", ["FR-001", "[FR-001]", "{subject: FR-001}", "[{subject: [a]}]", "[{subject: 3}]"])
def test_waivers_of_another_form_are_told_and_break_nothing(waivers: str):
    assert {key.split("[")[0].split(".")[0] for _, key, _, _ in problems_of(f"waivers: {waivers}")} == {"waivers"}


@pytest.mark.parametrize("key", ["ignore", "scope.allow", "scope.forbid"])
@pytest.mark.parametrize(
    ("pattern", "hint"),
    [
        ("*.[ch]", "Sets of characters (`[ab]`) are not supported: use `?` for one character, `*` for several"),
        ("*.{ts,js}", "Alternatives (`{a,b}`) are not supported: use one pattern for each"),
        ("src\\a.py", "Paths have no backslash: use `/` between folders"),
        ("./src", "It never matches, because paths count from the top of the repository: use it without"),
        ("src/../a", "It never matches, because paths count from the top of the repository: use it without"),
        ("a//b", "It never matches, because paths count from the top of the repository: use it without"),
        ("!", "It names nothing: use a path or pattern"),
        ("/", "It names nothing: use a path or pattern"),
        (" src", "It has a space at an end, or an invisible character: use the path alone"),
        ("src\u200b", "It has a space at an end, or an invisible character: use the path alone"),
    ],
)
def test_a_pattern_that_is_none_is_told(key: str, pattern: str, hint: str):
    top, _, nested = key.partition(".")
    text = f"{top}:\n  {nested}: ['{pattern}']\n" if nested else f"{top}: ['{pattern}']\n"

    ((line, found_key, message, found_hint),) = problems_of(text)

    assert (line, found_key) == (2 if nested else 1, f"{key}[0]")
    assert message.endswith(f" of `{key}[0]`")
    assert found_hint.startswith(hint)


@pytest.mark.parametrize(
    "pattern", ["*.lock", "docs/", "/src", "**/gen/**", "!docs/keep.md", "a b/c?.py", "{{name}}/", "größe/*"]
)
def test_a_pattern_of_gitignore_is_taken(pattern: str):
    assert read_config(CONFIG_PATH, f"ignore: ['{pattern}']")[0].ignore == (pattern,)


def test_a_pattern_may_not_be_empty():
    assert problems_of("ignore: ['']") == [(1, "ignore[0]", "`ignore[0]` is empty", "Write it, or leave it out")]


def test_of_very_many_mistakes_the_first_are_told_and_the_rest_is_counted():
    started = time.monotonic()

    found = problems_of("mode: gate\n" + "".join(f"key{number}: 1\n" for number in range(5_000)))

    assert [line for line, _, _, _ in found[:100]] == list(range(2, 102))
    assert [message for _, _, message, _ in found[100:]] == ["At least 200 more mistakes"]
    assert time.monotonic() - started < 3


def test_a_long_key_is_shown_in_part():
    assert len(problems_of(f"comments: {{{'x' * 900}: 1}}")[0][2]) < 100
