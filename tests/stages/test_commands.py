import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.stages.commands import (
    MOST,
    Config,
    Explain,
    Feature,
    Help,
    Malformed,
    Status,
    Unwaive,
    Verify,
    Waive,
    Words,
    parse,
)
from app.stages.replies import USAGE
from app.stages.subjects import Known

LOGIN, ANSWERS = "specs/001-login", "specs/002-answers"
KNOWN = (
    Known(LOGIN, "FR-003"),
    Known(LOGIN, "T014"),
    Known(LOGIN, "US1/AC2"),
    Known(LOGIN, "SC-001"),
    Known(ANSWERS, "FR-003"),
    Known(ANSWERS, "POST /v1/answers"),
    Known(ANSWERS, "POST /v1/answers:batch"),
    Known(ANSWERS, "FR-003~2"),
    Known(ANSWERS, "User Account"),
    Known(ANSWERS, "User"),
)
WORDS = Words.of(KNOWN, "2026-10-16")
PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text("utf-8")


def one(body, previous=""):
    (found,) = parse(body, previous, WORDS)
    return found


@pytest.mark.parametrize(
    ("body", "command"),
    [
        ("/spec verify", Verify()),
        ("/spec verify --full", Verify(full=True)),
        ("/spec verify —full", Verify(full=True)),
        ("/spec verify specs/001-login", Verify(feature="specs/001-login")),
        ("/spec verify --full `specs/001-login/`", Verify(full=True, feature="specs/001-login")),
        ("/spec status", Status()),
        ("/Spec STATUS", Status()),
        ("   /spec status  ", Status()),
        ("/spec config", Config()),
        ("/spec help", Help()),
        ("/spec", Help()),
        ("/spec explain FR-003", Explain("FR-003")),
        ("/spec explain fr-003", Explain("FR-003")),
        ("/spec explain `FR-003`", Explain("FR-003")),
        ("/spec explain FR-003~2", Explain("FR-003~2")),
        ("/spec explain US1/AC2", Explain("US1/AC2")),
        ("/spec explain SC-001.", Explain("SC-001")),
        ("/spec explain specs/002-answers:FR-003", Explain("FR-003", "specs/002-answers")),
        ("/spec explain 002-answers:FR-003", Explain("FR-003", "002-answers")),
        ("/spec explain POST /v1/answers", Explain("POST /v1/answers")),
        ("/spec explain `POST /v1/answers`", Explain("POST /v1/answers")),
        ("/spec explain POST /v1/answers:batch", Explain("POST /v1/answers:batch")),
        ("/spec explain specs/002-answers:POST /v1/answers", Explain("POST /v1/answers", "specs/002-answers")),
        ("/spec explain GET /v9/unknown", Explain("GET /v9/unknown")),
        ("/spec explain FR-999", Explain("FR-999")),
        ("/spec unwaive T014", Unwaive("T014")),
        ("/spec feature specs/001-login", Feature("specs/001-login")),
        ("/spec feature ./specs/001-login/", Feature("specs/001-login")),
        ("/spec feature none", Feature("none")),
        ("/spec feature auto", Feature("")),
        ("/spec waive FR-003 old clients stay", Waive("FR-003", "old clients stay")),
        ("/spec waive FR-003: old clients stay", Waive("FR-003", "old clients stay")),
        ("/spec waive FR-003 until 2026-12-31 old clients", Waive("FR-003", "old clients", "2026-12-31")),
        ("/spec waive FR-003 until 2026-10-16, for today", Waive("FR-003", "for today", "2026-10-16")),
        ("/spec waive T014 until 2028-02-29 leap", Waive("T014", "leap", "2028-02-29")),
        ("/spec waive POST /v1/answers because v2", Waive("POST /v1/answers", "because v2")),
        ("/spec waive POST /v9/unknown because v2", Waive("POST /v9/unknown", "because v2")),
        ("/spec waive User Account deletion is manual", Waive("User Account", "deletion is manual")),
        ("/spec waive User deletion is manual", Waive("User", "deletion is manual")),
        ("/spec waive `POST /v1/answers` until 2027-01-01 v2", Waive("POST /v1/answers", "v2", "2027-01-01")),
        (
            "/spec waive specs/002-answers:POST /v1/answers v2 is next",
            Waive("POST /v1/answers", "v2 is next", "", "specs/002-answers"),
        ),
    ],
)
def test_a_command_is_read(body, command):
    assert one(body) == command


@pytest.mark.parametrize(
    ("body", "problem", "write"),
    [
        ("/spec verfy", "`/spec verfy` is no command", "/spec verify"),
        ("/spec approve", "`/spec approve` is no command", ""),
        ("/spec status now", "`/spec status` takes no words after it", "/spec status"),
        ("/spec verify --model opus", "`/spec verify` has no option `--model`", "/spec verify [--full] [FEATURE]"),
        ("/spec verify a b", "`/spec verify` takes one feature directory", "/spec verify [--full] [FEATURE]"),
        ("/spec verify ../x", "`../x` is no feature directory", "/spec verify [--full] [FEATURE]"),
        (
            "/spec feature",
            "`/spec feature` takes one feature directory, `none` or `auto`",
            "/spec feature specs/NNN-NAME",
        ),
        ("/spec feature /etc", "`/etc` is no feature directory", "/spec feature specs/NNN-NAME"),
        ("/spec explain", "`/spec explain` needs the id of a subject", "/spec explain FR-001"),
        ("/spec explain FR-003 please", "`/spec explain` takes one id and no words after it", "/spec explain FR-003"),
        ("/spec waive", "`/spec waive` needs the id of a subject", "/spec waive FR-001 REASON"),
        ("/spec waive FR-003", "A waiver needs a reason", "/spec waive FR-003 REASON"),
        ("/spec waive FR-003 ...", "A waiver needs a reason", "/spec waive FR-003 REASON"),
        ("/spec waive POST /v1/answers", "A waiver needs a reason", "/spec waive POST /v1/answers REASON"),
        (
            "/spec waive FR-003 until 2026-12-31",
            "A waiver needs a reason",
            "/spec waive FR-003 until 2026-12-31 REASON",
        ),
        (
            "/spec waive FR-003 until 2026-10-15 old clients",
            "`2026-10-15` is in the past",
            "/spec waive FR-003 until YYYY-MM-DD old clients",
        ),
        (
            "/spec waive FR-003 until 2027-02-29 old clients",
            "There is no day `2027-02-29`",
            "/spec waive FR-003 until YYYY-MM-DD old clients",
        ),
        (
            "/spec waive FR-003 until tomorrow old clients",
            "`tomorrow` is no date",
            "/spec waive FR-003 until YYYY-MM-DD old clients",
        ),
        ("/spec waive FR-003 until", "`until` needs a date", "/spec waive FR-003 until YYYY-MM-DD REASON"),
        (
            "/spec waive specs/002-answers:FR-003",
            "A waiver needs a reason",
            "/spec waive specs/002-answers:FR-003 REASON",
        ),
    ],
)
def test_a_command_that_cannot_be_followed_says_what_to_write(body, problem, write):
    found = one(body)

    assert (found.problem, found.write) == (problem, write)


def test_an_unknown_command_gets_the_help():
    assert one("/spec approve").help
    assert not one("/spec waive FR-003").help


def test_a_reason_that_is_too_long_is_refused():
    assert one("/spec waive FR-003 " + "x" * 1_000) == Waive("FR-003", "x" * 1_000)
    assert one("/spec waive FR-003 " + "x" * 1_001) == Malformed(
        "A reason may have 1,000 characters; this one has 1,001", ""
    )


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Try `/spec verify`",
        "please /spec verify",
        "    /spec verify",
        "\t/spec verify",
        "> /spec verify",
        "> quoted\n/spec verify",  # a lazy line: GitHub shows it as part of the quote
        "- > /spec verify",
        "```\n/spec verify\n```",
        "~~~ text\n/spec verify\n~~~",
        "```\n/spec verify",
        "`code\n/spec verify\ncode`",
        "``code `\n/spec verify\ncode``",
        "<!-- /spec verify -->",
        "<!--\n/spec verify\n-->",
        "text <!-- hidden\n/spec verify\n-->",
        "<!-- speckeeper:reply:1\n\n/spec verify -->",
        "<pre>\n/spec verify\n</pre>",
        "- item\n\n      /spec verify",
        "/specification verify",
        "/spec-verify",
        "//spec verify",
        "\\/spec verify",
    ],
)
def test_what_github_does_not_show_as_a_line_of_its_own_is_no_command(body):
    assert parse(body, words=WORDS) == ()


@pytest.mark.parametrize(
    "body",
    [
        "/spec verify",
        "Thanks!\n/spec verify",
        "Thanks!\r\n/spec verify\r\nBye",
        "> quoted\n\n/spec verify",
        "```\ncode\n```\n/spec verify",
        "An odd ` back-tick\n/spec verify",
        "\\`\n/spec verify\n\\`",
        "see <!-- a comment -->\n/spec verify",
        "# Heading\n/spec verify\n---",
        "- item\n\n/spec verify",
        "a <!-- that nobody closes\n/spec verify",
    ],
)
def test_what_github_shows_as_a_line_of_its_own_is_a_command(body):
    assert parse(body, words=WORDS) == (Verify(),)


def test_several_commands_are_read_in_order():
    body = "/spec status\nand then\n/spec explain FR-003\n\n```\n/spec help\n```\n/spec verify --full"

    assert parse(body, words=WORDS) == (Status(), Explain("FR-003"), Verify(full=True))


def test_at_most_ten_are_read_and_the_rest_is_said_to_be_left_out():
    found = parse("/spec status\n" * (MOST + 3))

    assert found[:MOST] == (Status(),) * MOST
    assert found[MOST:] == (Malformed("3 more commands were left out: a comment may hold 10"),)


def test_of_an_edited_comment_only_new_commands_count():
    before = "/spec verify\n/spec waive FR-003 old"

    assert parse(f"{before}\n", before, WORDS) == ()
    assert parse(f"Sorry.\n\n{before}\n/spec status", before, WORDS) == (Status(),)
    assert parse(f"{before}er\n", before, WORDS) == (Waive("FR-003", "older"),)
    assert parse("/spec verify\n/spec verify", "/spec verify", WORDS) == (Verify(),)


def test_a_command_that_left_its_fence_is_new():
    assert parse("/spec verify", "```\n/spec verify\n```") == (Verify(),)


LONGEST = 65_536
PATHOLOGICAL = {
    "quotes": ">",
    "deep quotes": "> " * 20 + "- " * 20 + "a\n",
    "back-ticks": "`",
    "runs of back-ticks": " ".join("`" * n for n in range(1, 300)) + " ",
    "comments": "<!--",
    "comments on lines": "<!--\n",
    "brackets": "[",
    "images": "![",
    "lists": "- ",
    "emphasis": "*a",
    "escapes": "\\`",
    "fences": "```\n",
    "links": "[a]: b\n",
    "tags": "<a\n",
    "underlined": "a\n=\n",
    "lines": "a\n",
    "nested items": "".join(" " * n + "- a\n" for n in range(350)),
    "commands": "/spec verify\n",
    "commands with words": "/spec waive FR-003 until x\n",
    "one word": "a ",
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_the_longest_body_is_read_in_linear_time(name):
    pattern = PATHOLOGICAL[name]
    body = "/spec status\n\n" + pattern * (LONGEST // len(pattern))

    started = time.process_time()
    found = parse(body[:LONGEST], "x\n" + body[: LONGEST - 2], WORDS)
    assert time.process_time() - started < 3.0  # linear: 0.3 s; quadratic: minutes
    assert isinstance(found, tuple)


texts = st.text() | st.lists(
    st.sampled_from(
        [
            "/spec ",
            "/spec\n",
            "waive ",
            "verify ",
            "explain ",
            "feature ",
            "until ",
            "2026-12-31 ",
            "9999-99-99 ",
            "FR-003 ",
            "specs/001-login:",
            "POST /v1/answers ",
            "`",
            "```",
            "\n",
            "> ",
            "<!--",
            "-->",
            "    ",
            "- ",
            "--full ",
            "\u2028",
            "\x0c\n",
            "\ud800",
            "٣",
        ]
    )
).map("".join)


@settings(max_examples=400, deadline=None)
@given(texts, texts)
def test_no_text_raises(body, previous):
    for found in parse(body, previous, WORDS):
        assert isinstance(found, Verify | Status | Explain | Waive | Unwaive | Feature | Config | Help | Malformed)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_a_comment_that_was_not_changed_holds_nothing_new(body):
    assert parse(body, body, WORDS) == ()


def test_the_page_and_the_parser_know_the_same_commands():
    assert re.findall(r"^### `/spec (\w+)", PAGE, re.MULTILINE) == list(USAGE)


def test_every_example_of_the_page_is_read_without_complaint():
    examples = re.findall(r"^/spec .*$", PAGE, re.MULTILINE)

    assert len(examples) >= len(USAGE)
    for example in examples:
        assert not isinstance(one(example), Malformed), example
    assert {type(one(example)).__name__ for example in examples} == {name.capitalize() for name in USAGE}
