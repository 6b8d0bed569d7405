import time

import pytest

from app.domain.paths import matches


@pytest.mark.parametrize(
    ("pattern", "path", "found"),
    [
        ("*.lock", "a/b/x.lock", True),
        ("docs/", "docs/a/b.md", True),
        ("docs/*.md", "docs/a.md", True),
        ("docs/*.md", "docs/a/b.md", False),
        ("docs/**/*.md", "docs/a/b.md", True),
        ("docs/**/*.md", "docs/b.md", True),
        ("/src", "src/a.py", True),
        ("src", "lib/src/a.py", True),
        ("src/a", "lib/src/a", False),
        ("a?.py", "ab.py", True),
        ("a.py", "aXpy", False),
        ("generated/**", "generated/x/y.ts", True),
    ],
)
def test_patterns_match_as_in_gitignore(pattern, path, found):
    assert matches(path, [pattern]) is found


def test_a_later_pattern_takes_back():
    assert not matches("docs/keep.md", ["docs/", "!docs/keep.md"])


def test_no_pattern_takes_long():
    began = time.process_time()

    for pattern in ("*a*a*a*a*a*a*ab", "**/a**/a**/a**/a**/ab", "*" * 60 + "b"):
        assert not matches("a" * 4_000, [pattern])

    assert time.process_time() - began < 2
