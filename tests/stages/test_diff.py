import pytest

from app.domain.change import ChangedFile, Line
from app.stages.diff import RawEntry, path_text, read_change, read_raw

A, B, ZERO = b"a" * 40, b"b" * 40, b"0" * 40


def raw(letter: bytes, *paths: bytes, modes: bytes = b"100644 100644", oids: tuple[bytes, bytes] = (A, B)) -> bytes:
    return b":" + modes + b" " + b" ".join(oids) + b" " + letter + b"\0" + b"\0".join(paths) + b"\0"


def section(body: bytes, header: bytes = b"index aaa..bbb 100644\n") -> bytes:
    return b"diff --git a/x b/y b/x b/y\n" + header + body


HUNK = b"--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@ def f():\r\n same\n-old\n+new\n"


def test_a_hunk_keeps_numbers_heading_and_text():
    change = read_change(read_raw(raw(b"M", b"x")), section(HUNK), {})

    (hunk,) = change.files[0].hunks
    assert (hunk.old_start, hunk.old_count, hunk.new_start, hunk.new_count) == (1, 2, 1, 2)
    assert hunk.heading == "def f():"
    assert hunk.lines == (
        Line("context", 1, 1, "same"),
        Line("removed", 2, None, "old"),
        Line("added", None, 2, "new"),
    )


@pytest.mark.parametrize(
    ("letter", "status"),
    [
        (b"A", "added"),
        (b"C075", "copied"),
        (b"D", "deleted"),
        (b"M", "modified"),
        (b"R100", "renamed"),
        (b"T", "type_changed"),
    ],
)
def test_every_status_of_git_is_known(letter: bytes, status: str):
    paths = (b"old", b"new") if letter[:1] in b"CR" else (b"new",)

    assert read_raw(raw(letter, *paths)) == (
        RawEntry(
            status=status,
            path="new",
            old_path="old" if len(paths) == 2 else None,
            old_mode="100644",
            new_mode="100644",
            old_oid=A.decode(),
            new_oid=B.decode(),
        ),
    )


def test_an_unknown_status_is_an_error_of_ours():
    with pytest.raises(KeyError):
        read_raw(raw(b"X", b"x"))


def test_nothing_changed_is_an_empty_change():
    assert read_change(read_raw(b""), b"", {}).files == ()


def test_paths_keep_tabs_line_feeds_and_bytes_that_are_no_text():
    assert path_text("ü\t\n".encode()) == "ü\t\n"
    assert path_text(b"\xff") == "\\xff"


def test_only_a_line_feed_ends_a_line():
    text = "a\u2028b\u0085c\x0cd\re\x1cf"
    body = b"--- a/x\n+++ b/x\n@@ -0,0 +1,2 @@\n+" + text.encode() + b"\r\n+\n"

    file = read_change(read_raw(raw(b"M", b"x")), section(body), {}).files[0]

    assert list(file.added_lines()) == [(1, text + "\r"), (2, "")]


def test_lines_that_look_like_headers_stay_lines():
    body = b"--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- a/y\n-diff --git a/y b/y\n+++ b/y\n+@@ -1 +1 @@\n"

    file = read_change(read_raw(raw(b"M", b"x")), section(body), {}).files[0]

    assert [(line.kind, line.text) for line in file.hunks[0].lines] == [
        ("removed", "-- a/y"),
        ("removed", "diff --git a/y b/y"),
        ("added", "++ b/y"),
        ("added", "@@ -1 +1 @@"),
    ]
    assert (file.added, file.removed) == (2, 2)


def test_the_remark_about_a_missing_newline_is_no_line():
    remark = b"\\ No newline at end of file\n"
    body = b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n" + remark + b"+b\n" + remark

    file = read_change(read_raw(raw(b"M", b"x")), section(body), {}).files[0]

    assert [line.text for line in file.hunks[0].lines] == ["a", "b"]


def test_text_that_is_not_utf8_is_read_with_replacement_characters():
    body = b"--- a/x\n+++ b/x\n@@ -0,0 +1,2 @@\n+f\xfcr\n+plain\n"

    file = read_change(read_raw(raw(b"M", b"x")), section(body), {}).files[0]

    assert (list(file.added_lines()), file.unread) == ([(1, "f\ufffdr"), (2, "plain")], "")


def test_a_changed_type_takes_two_sections():
    link = b"--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+target\n\\ No newline at end of file\n"
    gone = b"--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-text\n"
    patch = section(gone) + section(link) + section(HUNK)

    change = read_change(read_raw(raw(b"T", b"x", modes=b"100644 120000") + raw(b"M", b"y")), patch, {})

    assert [(file.path, file.added, file.removed) for file in change.files] == [("x", 1, 1), ("y", 1, 1)]
    assert list(change.files[0].added_lines()) == [(1, "target")]
    assert change.files[0].in_hunk(1)


def test_the_same_content_elsewhere_has_no_hunks_and_is_not_unread():
    entries = read_raw(raw(b"R100", b"a", b"b", oids=(A, A)))

    file = read_change(entries, section(b"", b"similarity index 100%\nrename from a\n"), {"a": "large"}).files[0]

    assert (file.old_path, file.hunks, file.unread) == ("a", (), "")


@pytest.mark.parametrize("body", [b"Binary files a/x and b/x differ\n", b"GIT binary patch\nliteral 0\n"])
def test_a_binary_file_is_marked_and_said_to_be_unread(body: bytes):
    file = read_change(read_raw(raw(b"M", b"x")), section(body), {}).files[0]

    assert (file.binary, file.unread, file.hunks) == (True, "is binary", ())


def test_a_file_that_is_known_to_be_unreadable_keeps_its_reason_under_either_name():
    entries = read_raw(raw(b"R090", b"old", b"new") + raw(b"M", b"x"))
    patch = section(b"Binary files a/x and b/x differ\n") + section(HUNK)

    files = read_change(entries, patch, {"old": "is large"}).files

    assert [(file.unread, len(file.hunks)) for file in files] == [("is large", 0), ("", 1)]


def test_a_cut_diff_leaves_the_last_shown_file_and_all_after_it_unread():
    entries = read_raw(raw(b"M", b"a") + raw(b"M", b"b") + raw(b"M", b"c"))

    files = read_change(entries, section(HUNK) + section(HUNK)[:-3], {}, cut="is too much").files

    assert [(file.path, file.unread, file.added) for file in files] == [
        ("a", "", 1),
        ("b", "is too much", 0),
        ("c", "is too much", 0),
    ]


def test_a_cut_between_the_sections_of_a_changed_type_leaves_it_unread():
    patch = section(HUNK) + section(HUNK)

    assert read_change(read_raw(raw(b"T", b"x")), patch, {}, cut="is too much").files[0].unread == "is too much"


@pytest.mark.parametrize("patch", [b"", section(HUNK) * 2])
def test_a_diff_that_does_not_fit_its_list_is_an_error_of_ours(patch: bytes):
    with pytest.raises(ValueError, match="diff"):
        read_change(read_raw(raw(b"M", b"x")), patch, {})


def test_a_submodule_is_marked():
    body = b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-Subproject commit a\n+Subproject commit b\n"

    file = read_change(read_raw(raw(b"M", b"x", modes=b"160000 160000")), section(body), {}).files[0]

    assert isinstance(file, ChangedFile)
    assert file.submodule
