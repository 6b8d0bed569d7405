import time

import pytest
from builders import a_change, a_feature, a_feature_dir, a_pull_request, a_requirement, a_story, a_task
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from app.stages.claims import claims
from app.stages.mentions import words_changed
from app.stages.resolve import resolve, unknown_features

BODY = """\
Implements FR-001 and T014 of specs/001-login.

## What it leaves out

User story 2 stays open.

Thanks to everybody who helped.

Spec: specs/001-login
"""


def changed(old, new, title="Add the login"):
    return words_changed(title, old, title, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Thanks to everybody", "Thank you, everybody"),
        ("Thanks to everybody who helped.\n\n", ""),
        ("of specs/001-login.\n", "of specs/001-login.\n\nThe limits are in one place now.\n"),
        ("FR-001 and T014 of specs/001-login.", "FR-001 and\nT014   of\nspecs/001-login."),
        ("## What", "<!-- FR-009 -->\n## What"),
        ("## What", "```\nFR-009\n```\n\n## What"),
        ("## What", "> FR-009\n\n## What"),
        ("\n", "\r\n"),
    ],
    ids=["typo", "sentence gone", "sentence more", "wrapped", "comment", "fence", "quote", "line ends"],
)
def test_an_edit_that_names_nothing_changes_nothing(old, new):
    assert not changed(BODY, BODY.replace(old, new))
    assert BODY.replace(old, new) != BODY


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("FR-001", "FR-002"),
        ("FR-001 and T014", "FR-001"),
        ("T014", "T014-T020"),
        ("story 2 stays open", "story 2 is done"),
        ("## What it leaves out", "## What it adds"),
        ("of specs/001-login", "of specs/002-search"),
        ("Implements FR-001", "Does not implement FR-001"),
        ("Spec: specs/001-login", "Spec: none"),
        ("Spec: specs/001-login", "Spec: specs/001-login or so"),
        ("Spec: specs/001-login", ""),
        ("Thanks to", "Feature 003: thanks to"),
        ("Thanks to", "Adds `POST /login`. Thanks to"),
        ("Thanks to", "The spec has it. Thanks to"),
    ],
)
def test_an_edit_that_names_something_else_is_told(old, new):
    assert changed(BODY, BODY.replace(old, new))


def test_a_trailer_in_a_code_fence_counts_because_it_resolves():
    assert changed("Done", "Done\n```\nSpec: none\n```")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Add the login", "Add a login", False),
        ("Add the login", "Add the login (FR-001)", True),
        ("001-login: begin", "Begin", True),
        ("Login for FR-001", " Login for FR-001 ", False),
    ],
)
def test_a_title_is_read_like_a_sentence(old, new, told):
    assert words_changed(old, BODY, new, BODY) == told


def test_what_moves_from_the_title_to_the_body_is_told():
    assert words_changed("FR-001", "", "Login", "FR-001")


def test_the_order_of_sentences_is_nothing():
    assert not changed("Adds FR-001.\n\nAdds FR-002.", "Adds FR-002.\n\nAdds FR-001.")


FEATURES = [
    a_feature_dir("specs/001-login", "001"),
    a_feature_dir("specs/12", "12"),
    a_feature_dir("apps/web/specs/20260102-030405-search", "20260102-030405"),
    a_feature_dir("specs/plain", ""),
]
LOGIN = a_feature(
    requirements=(a_requirement("FR-001"), a_requirement("FR-002")),
    stories=(a_story("US1"), a_story("US2")),
    tasks=(a_task("T001", done=False), a_task("T014", done=False)),
)
VOCABULARY = """
    FR-001 FR-002 FR-001..FR-002 T001 T014 T001-T014 US1 US2/AC1 story stories 1 2 user spec Spec: spec: none features
    feature (001) [12] 001-login 12 specs/001-login specs/12/spec.md specs/plain 20260102-030405-search 001 adds Adds
    implements not yet later part of done open the a - # ## **What** What: . ! ? ``` > <!-- --> ; , and to
"""
WORDS = st.sampled_from(VOCABULARY.split())
GAPS = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\r\n", ". ", ".\n", "\t", ""])
TEXTS = st.lists(st.tuples(WORDS, GAPS).map("".join), max_size=14).map("".join)


def seen(title, body):
    pull_request = a_pull_request(title=title, body=body)
    resolved = resolve(pull_request, a_change(), FEATURES)
    made = claims(LOGIN, None, a_change(), pull_request)
    return frozenset(resolved), frozenset(made), frozenset(unknown_features(pull_request, FEATURES))


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
@example("", "Adds FR-001", "", "Adds FR-001 later")
@example("", "spec: none x", "", "spec: none")
def test_what_is_taken_for_unchanged_resolves_and_claims_the_same(old_title, old, title, new):
    for before, after in (((old_title, old), (title, new)), ((title, old), (title, new)), ((title, old), (title, ""))):
        if not words_changed(*before, *after):
            assert seen(*before) == seen(*after)


@settings(max_examples=400, deadline=None)
@given(
    TEXTS, st.integers(0, 60), st.sampled_from(["typo", "x\n", "\n\nthanks. ", "`", "<!--", "-->", "```\n", "> ", "#"])
)
def test_a_few_letters_more_are_told_or_change_nothing(body, place, letters):
    new = body[:place] + letters + body[place:]
    assume(new != body)

    assert words_changed("", body, "", new) or seen("", body) == seen("", new)


@given(TEXTS, TEXTS)
def test_the_same_words_are_no_change(title, body):
    assert not words_changed(title, body, title, body)


@pytest.mark.parametrize(
    "body",
    [
        "# a" + " " * 60_000 + "b",
        "# a" + "#" * 60_000 + "b",
        "# " + "# " * 30_000 + "b",
        "<!--" * 15_000,
        "<!-- -->" * 8_000 + "<!--" * 100,
        "spec:" + "\n" * 60_000 + "x y",
        "**" + "*a" * 30_000,
        "1) " * 20_000,
        "without " * 8_000 + "FR-001",
    ],
    ids=["spaces", "hashes", "both", "comments", "closed comments", "lines", "stars", "items", "without"],
)
def test_no_body_that_github_takes_keeps_the_webhook_waiting(body):
    began = time.perf_counter()
    words_changed("", body, "", f"{body} FR-001")

    assert time.perf_counter() - began < 2
