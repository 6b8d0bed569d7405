"""Paths in lists and records of ours: one line each, and back to the file."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.stages.mask import UNSEEN
from app.stages.path_names import named, path_of

PATHS = st.text(st.one_of(st.characters(), st.sampled_from("\\\n\t\r\u2028\u200b\u202e\ufe0f\U000e0041\ud800nxuU0a/.")))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("src/login.py", "src/login.py"),
        ("src/名前 (2).py", "src/名前 (2).py"),
        ("notes.java\nTest.java (17)", r"notes.java\nTest.java (17)"),
        ("a\tb\rc", r"a\tb\rc"),
        ("a\x1b[2J\x85b", r"a\x1b[2J\x85b"),
        ("pass\u202eog.\u200bgo", r"pass\u202eog.\u200bgo"),
        ("a\u2028b\U000e0041", r"a\u2028b\U000e0041"),
        (r"a\nb", r"a\\nb"),
        ("a\\\nb", r"a\\\nb"),
    ],
)
def test_a_name_shows_what_would_break_its_line_or_cannot_be_seen(path, name):
    assert named(path) == name
    assert path_of(name) == path


@given(PATHS)
@example("\u200b\ufe0f")  # unseen only once what is before it was escaped
def test_every_path_has_a_name_of_its_own_on_one_line(path):
    name = named(path)

    assert path_of(name) == path
    assert len(name.splitlines()) <= 1
    assert not UNSEEN.search(name)


@pytest.mark.parametrize("name", ["a\\", r"a\q", r"a\x1", r"a\uZZZZ", r"\Uffffffff"])
def test_what_is_no_name_of_ours_is_taken_as_it_is(name):
    assert path_of(name) == name
