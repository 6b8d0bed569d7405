"""Changes of every kind, each compared with Git's own count of it."""

from pathlib import Path

import pytest
from numstat import counts_of, read_numstat
from sandbox import GIT, Sandbox

from app.domain.change import Change, ChangedFile
from app.git.command import Git, Limits
from app.git.isolation import find, isolate
from app.git.repository import GitRepository

TEXT = b"".join(b"line %d of a text that is long enough to be recognised\n" % n for n in range(40))


def change_of(sandbox: Sandbox, base: str, head: str, limits: Limits | None = None) -> Change:
    with GitRepository.open(sandbox.path, limits) as repository:
        return repository.change(base, head)


def as_git_counts(sandbox: Sandbox, base: str, head: str) -> dict[str, tuple[int, int] | None]:
    return read_numstat(sandbox.git("diff", "--numstat", "-z", "-M", "-C", base, head))


def changed(sandbox: Sandbox, before: dict[str, bytes], after: dict[str, bytes]) -> tuple[Change, str, str]:
    base = sandbox.commit_files(before)
    for name in before.keys() - after.keys():
        (sandbox.path / name).unlink()
    head = sandbox.commit_files(after)
    change = change_of(sandbox, base, head)
    assert counts_of(change) == as_git_counts(sandbox, base, head)
    return change, base, head


def only(change: Change) -> ChangedFile:
    (file,) = change.files
    return file


CONTENTS = {
    "no newline at the end, then one": (b"a\nb", b"a\nb\n"),
    "newline taken away": (b"a\nb\n", b"a\nb"),
    "no newline on both sides": (b"a\nb", b"a\nc"),
    "line feeds become CRLF": (b"a\nb\n", b"a\r\nb\r\n"),
    "CRLF edited": (b"a\r\nb\r\nc\r\n", b"a\r\nB\r\nc\r\n"),
    "bare CR inside": (b"a\rb\nc\n", b"a\rB\nc\n"),
    "form feed, vertical tab, separators": (b"a\n", b"a\nb\x0cc\x0bd\x1ce\x1df\x1eg\n"),
    "U+2028, U+2029, U+0085": (b"a\n", "a\u2028b\u2029c\u0085d\n".encode()),
    "removed line that starts like a header": (b"x\n-- a/file\ny\n", b"x\ny\n"),
    "added line that starts like a header": (b"x\ny\n", b"x\n++ b/file\ny\n"),
    "lines that look like a diff": (b"x\n", b"x\ndiff --git a/y b/y\n@@ -1 +1 @@\n--- a\n+++ b\nBinary files\n"),
    "a remark that Git would make": (b"x\n", b"x\n\\ No newline at end of file\n"),
    "Latin-1": ("größe\nb\n".encode("latin-1"), "größer\nb\n".encode("latin-1")),
    "blank lines": (b"\n\n\n", b"\n\n\n\n"),
    "emptied": (b"a\nb\n", b""),
    "filled": (b"", b"a\nb\n"),
    "one very long line": (b"x" * 200_000, b"y" * 200_000 + b"\n"),
    "tabs and trailing blanks": (b"\ta \n", b"\ta\t\n"),
    "@@ in the heading": (b"def f(): @@\n" + TEXT, b"def f(): @@\n" + TEXT + b"more\n"),
    "many hunks": (TEXT * 3, (TEXT + b"one\n") * 3),
    "a byte order mark": (b"a\n", b"\xef\xbb\xbfa\n"),
    "UTF-16 is binary": ("a\n".encode("utf-16"), "b\n".encode("utf-16")),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_every_line_is_kept_as_git_sees_it(sandbox: Sandbox, name: str):
    before, after = CONTENTS[name]
    change, *_ = changed(sandbox, {"file": before}, {"file": after})
    file = only(change)

    if b"\0" in before:
        assert (file.binary, file.unread, file.hunks) == (True, "is binary", ())
        return
    assert rebuilt(file, lines_of(before)) == lines_of(after)


def lines_of(data: bytes) -> list[str]:
    """Lines without their ends, as Git counts them: a line feed ends a line, and nothing else does."""
    return data.decode("utf-8", "replace").removesuffix("\n").split("\n") if data else []


def rebuilt(file: ChangedFile, old: list[str]) -> list[str]:
    """The lines at head, made from those at base and the hunks."""
    lines: list[str] = []
    position = 0
    for hunk in file.hunks:
        start = hunk.old_start - 1 if hunk.old_count else hunk.old_start
        lines += old[position:start]
        position = start
        for line in hunk.lines:
            if line.kind != "added":
                assert (line.old_number, line.text) == (position + 1, old[position])
                position += 1
            if line.kind != "removed":
                lines.append(line.text)
                assert line.new_number == len(lines)
    return lines + old[position:]


def test_names_of_every_kind_are_kept(sandbox: Sandbox):
    names = [
        "with space",
        'quote"d',
        "tab\there",
        "new\nline",
        "back\\slash",
        "übergrößenträger",
        "日本語/ファイル",
        "a b/c b/d",
        "--- a",
        "-rf",
        "@@ -1 +1 @@",
        "\x01\x7f",
        "trailing ",
        ":(exclude)x",
        "[glob]*?",
    ]
    change, *_ = changed(sandbox, {}, dict.fromkeys(names, b"x\n"))

    assert sorted(file.path for file in change.files) == sorted(names)
    assert {file.status for file in change.files} == {"added"}
    assert all(list(file.added_lines()) == [(1, "x")] for file in change.files)


def test_a_name_that_is_not_utf8_can_still_be_written(sandbox: Sandbox):
    base = sandbox.commit()
    sandbox.write(b"caf\xe9", b"x\n")
    head = sandbox.commit()

    file = only(change_of(sandbox, base, head))

    assert (file.path, file.added) == ("caf\\xe9", 1)
    file.path.encode("utf-8")


def test_renames_are_followed_with_and_without_edits(sandbox: Sandbox):
    edited = TEXT.replace(b"line 3 ", b"line three ")
    before = {"a b/old name": TEXT, "x": TEXT[:1000]}
    change, *_ = changed(sandbox, before, {"a b/new b/name": edited, "y": TEXT[:1000]})

    found = {file.path: file for file in change.files}
    assert (found["a b/new b/name"].status, found["a b/new b/name"].old_path) == ("renamed", "a b/old name")
    assert (found["a b/new b/name"].added, found["a b/new b/name"].removed) == (1, 1)
    assert (found["y"].status, found["y"].old_path, found["y"].hunks, found["y"].unread) == ("renamed", "x", (), "")
    assert change.paths == {"a b/old name", "a b/new b/name", "x", "y"}


def test_copies_are_followed(sandbox: Sandbox):
    change, *_ = changed(sandbox, {"a": TEXT}, {"a": TEXT + b"more\n", "b": TEXT + b"other\n"})

    copy = change.file("b")
    assert copy is not None
    assert (copy.status, copy.old_path, copy.added) == ("copied", "a", 1)


def test_deletions_have_their_old_path(sandbox: Sandbox):
    change, *_ = changed(sandbox, {"a": b"1\n2\n", "keep": b""}, {"keep": b""})

    file = only(change)
    assert (file.path, file.status, file.removed, file.new_mode) == ("a", "deleted", 2, "000000")
    assert not file.in_hunk(1)


def test_empty_files_come_and_go(sandbox: Sandbox):
    change, *_ = changed(sandbox, {"old": b"", "text": b"x\n"}, {"text": b"x\n"})
    assert (only(change).status, only(change).unread, only(change).hunks) == ("deleted", "", ())

    change, *_ = changed(sandbox, {"text": b"x\n"}, {"text": b"x\n", "new": b""})
    assert (only(change).status, only(change).unread, only(change).hunks) == ("added", "", ())


def test_binary_files_say_so(sandbox: Sandbox):
    change, *_ = changed(sandbox, {"a.png": b"\x89PNG\0\1" * 9}, {"a.png": b"\x89PNG\0\2" * 9, "b.png": b"\0"})

    assert [(file.binary, file.unread, file.hunks) for file in change.files] == [(True, "is binary", ())] * 2


def test_modes_and_types_are_kept(sandbox: Sandbox):
    sandbox.write("script", b"x\n")
    sandbox.write("was file", b"text\n")
    (sandbox.path / "was link").symlink_to("script")
    base = sandbox.commit()
    (sandbox.path / "script").chmod(0o755)
    (sandbox.path / "was file").unlink()
    (sandbox.path / "was file").symlink_to("script")
    (sandbox.path / "was link").unlink()
    sandbox.write("was link", b"now text\n")
    sandbox.write("z", b"z\n")
    head = sandbox.commit()

    change = change_of(sandbox, base, head)

    facts = {file.path: (file.status, file.old_mode, file.new_mode, file.unread) for file in change.files}
    assert facts == {
        "script": ("modified", "100644", "100755", ""),
        "was file": ("type_changed", "100644", "120000", ""),
        "was link": ("type_changed", "120000", "100644", ""),
        "z": ("added", "000000", "100644", ""),
    }
    link = change.file("was link")
    assert link is not None
    assert list(link.added_lines()) == [(1, "now text")]
    assert counts_of(change) == as_git_counts(sandbox, base, head)


def test_submodules_are_marked(sandbox: Sandbox):
    sandbox.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    sandbox.git("commit", "-qm", "one")
    sandbox.git("update-index", "--add", "--cacheinfo", f"160000,{'2' * 40},module")
    sandbox.git("commit", "-qm", "two")

    file = only(change_of(sandbox, "HEAD~1", "HEAD"))

    assert (file.submodule, file.new_oid, file.unread) == (True, "2" * 40, "")


def test_a_file_over_the_limit_says_why_it_was_not_read(sandbox: Sandbox):
    base = sandbox.commit_files({"grown": TEXT, "shrunk": TEXT * 9, "moved": TEXT * 9 + b"same\n"})
    (sandbox.path / "moved").rename(sandbox.path / "moved away")
    sandbox.write("a", b"x\n")
    sandbox.write("grown", TEXT * 9 + b"x\n")
    head = sandbox.commit_files({"shrunk": TEXT})
    limit = len(TEXT) * 2

    change = change_of(sandbox, base, head, Limits(file=limit))

    why = f"is larger than {limit} bytes"
    assert {file.path: file.unread for file in change.files} == {
        "a": "",
        "grown": why,
        "moved away": "",
        "shrunk": why,
    }


def test_a_change_over_the_limit_says_which_files_were_not_read(sandbox: Sandbox):
    base = sandbox.commit()
    head = sandbox.commit_files({f"{n}": TEXT + b"%d" % n for n in range(9)})

    change = change_of(sandbox, base, head, Limits(patch=4 * len(TEXT)))

    read = [file.path for file in change.files if not file.unread]
    assert read == ["0", "1", "2"]
    assert {file.unread for file in change.files[len(read) :]} == {
        f"the whole change is larger than {4 * len(TEXT)} bytes"
    }
    assert len(change.files) == 9


def test_a_difference_that_takes_too_long_leaves_the_rest_unread(sandbox: Sandbox, tmp_path: Path):
    base = sandbox.commit()
    head = sandbox.commit_files({"a": b"1\n", "b": b"2\n"})
    program = tmp_path / "git"
    program.write_text(f'#!/bin/sh\n{GIT} "$@"\ncase "$*" in *diff-tree*) sleep 60;; esac\n')
    program.chmod(0o755)
    git = Git(isolate(find(sandbox.path), 1_000_000), str(program), Limits(seconds=1.0))

    with GitRepository(git, "work") as repository:
        change = repository.change(base, head)

    assert [(file.path, file.unread) for file in change.files] == [("a", ""), ("b", "Git took too long")]


def test_absent_files_are_listed_and_said_to_be_absent(sandbox: Sandbox, tmp_path: Path):
    before = {"gone": b"g" * 500, "same": b"s" * 500, "small": b"1\n", "edited": b"e" * 500, "x y": b"x" * 500}
    sandbox.commit_files(before)
    for name in ("gone", "x y"):
        (sandbox.path / name).unlink()
    sandbox.commit_files({"small": b"2\n", "edited": b"E" * 500, "new": b"n" * 500})
    sandbox.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    url = sandbox.path.as_uri()
    sandbox.git("clone", "--quiet", "--bare", "--filter=blob:limit=100", url, str(clone))

    with GitRepository.open(clone) as repository:
        change = repository.change("HEAD~1", "HEAD")
        found = repository.read("HEAD", ["small", "edited", "same"])
        hits = repository.search("HEAD", ["2", "E"]).hits

    why = "is not in this copy of the repository"
    assert [(file.path, file.status, file.unread) for file in change.files] == [
        ("edited", "modified", why),
        ("gone", "deleted", why),
        ("new", "added", why),
        ("small", "modified", ""),
        ("x y", "deleted", why),
    ]
    assert sorted(found) == ["small"]
    assert [hit.path for hit in hits] == ["small"]


def test_an_absent_file_whose_mode_alone_changes_is_not_unread(sandbox: Sandbox):
    sandbox.commit_files({"a": b"x" * 500})
    (sandbox.path / "a").chmod(0o755)
    sandbox.commit()
    oid = sandbox.git("rev-parse", "HEAD:a").decode().strip()
    (sandbox.path / ".git" / "objects" / oid[:2] / oid[2:]).unlink()

    file = only(change_of(sandbox, "HEAD~1", "HEAD"))

    assert (file.status, file.new_mode, file.unread) == ("modified", "100755", "")


def test_no_difference_is_an_empty_change(sandbox: Sandbox):
    sandbox.commit_files({"a": b"x\n"})

    assert change_of(sandbox, "HEAD", "HEAD") == Change()
