from dataclasses import replace

import pytest
from builders import a_change, a_changed_file, an_added_file
from hypothesis import given
from hypothesis import strategies as st

from app.domain.change import ChangedFile, Hunk, Line
from app.stages.content import content_digest

LINES = st.lists(
    st.tuples(st.sampled_from(["added", "removed", "context"]), st.sampled_from(["", "a", "b", "a'), ('added', 'b"])),
    min_size=1,
    max_size=8,
)


def a_hunk(lines, first=1):
    return Hunk(first, 9, first, 9, "", tuple(Line(kind, first, first, text) for kind, text in lines))


def a_file(*hunks, **fields):
    return ChangedFile(**{"path": "a.py", "status": "modified", "hunks": hunks, **fields})


def digest(*files):
    return content_digest(a_change(*files))


def runs(lines):
    """What has to be told apart: the changed lines, parted where context parts them."""
    parted, run = [], []
    for kind, text in [*lines, ("context", "")]:
        if kind == "context":
            parted += [run] if run else []
            run = []
        else:
            run.append((kind, text))
    return parted


def test_the_same_change_further_down_in_the_file_is_the_same():
    assert digest(a_changed_file(line=10)) == digest(a_changed_file(line=900))


def test_other_context_and_another_heading_are_the_same():
    lines = [("context", "one"), ("added", "x"), ("context", "two")]
    other = [("context", "uno"), ("added", "x"), ("context", "due")]

    assert digest(a_file(a_hunk(lines))) == digest(a_file(replace(a_hunk(other), heading="def f():")))


def test_one_hunk_and_two_hunks_of_the_same_runs_are_the_same():
    one = a_hunk([("added", "x"), ("context", "near"), ("removed", "y")])
    two = (a_hunk([("added", "x"), ("context", "far")]), a_hunk([("context", "far"), ("removed", "y")], first=90))

    assert digest(a_file(one)) == digest(a_file(*two))


def test_two_runs_are_not_one():
    apart = a_hunk([("added", "x"), ("context", ""), ("added", "y")])

    assert digest(a_file(apart)) != digest(a_file(a_hunk([("added", "x"), ("added", "y")])))


@given(LINES, LINES)
def test_changes_are_the_same_exactly_when_their_runs_are(one, other):
    assert (digest(a_file(a_hunk(one))) == digest(a_file(a_hunk(other)))) == (runs(one) == runs(other))


@pytest.mark.parametrize(
    "other",
    [
        {"path": "b.py"},
        {"old_path": "b.py"},
        {"status": "renamed"},
        {"new_mode": "100755"},
        {"old_mode": "100755"},
        {"hunks": (a_hunk([("removed", "x")]),)},
        {"hunks": (a_hunk([("added", "x ")]),)},
        {"hunks": (a_hunk([("added", "x\r")]),)},
        {"hunks": ()},
        {"unread": "is larger than 1 bytes"},
        {"binary": True},
    ],
    ids=str,
)
def test_any_other_content_is_another(other):
    file = a_file(a_hunk([("added", "x")]), old_oid="1" * 40, new_oid="2" * 40)

    assert digest(file) != digest(replace(file, **other))


def test_the_order_of_files_is_nothing_and_their_number_is_something():
    one, two = an_added_file("a.py"), an_added_file("b.py")

    assert digest(one, two) == digest(two, one)
    assert digest(one) != digest(one, two)
    assert digest() != digest(one)


def test_the_ids_of_a_file_that_is_told_by_lines_are_nothing():
    file = a_file(a_hunk([("added", "x")]), old_oid="1" * 40, new_oid="2" * 40)

    assert digest(file) == digest(replace(file, old_oid="3" * 40, new_oid="4" * 40))


@pytest.mark.parametrize(
    "fields",
    [
        {"binary": True, "hunks": ()},
        {"unread": "is not in this copy of the repository", "hunks": ()},
        {"submodule": True},
        {"status": "added"},
        {"status": "deleted"},
        {"status": "type_changed"},
        {"hunks": (a_hunk([("added", "caf\ufffd")]),)},
    ],
    ids=str,
)
def test_what_lines_cannot_tell_is_told_by_object_ids(fields):
    file = replace(a_file(a_hunk([("added", "x")]), old_oid="1" * 40, new_oid="2" * 40), **fields)

    assert digest(file) != digest(replace(file, new_oid="3" * 40))
    assert digest(file) == digest(replace(file))


def test_a_file_that_nothing_tells_is_never_taken_for_the_same():
    with pytest.raises(ValueError, match=r"`a\.py` was not read and has no object id"):
        digest(a_file(unread="is not in this copy of the repository"))


def test_text_that_no_encoding_takes_is_told_apart():
    one, other = (a_file(a_hunk([("added", text)])) for text in ("\ud800", "\ud801"))

    assert digest(one) != digest(other)
