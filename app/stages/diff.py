"""Git's list of changed files and its unified diff, made into a Change.

Git's own list (`--raw -z`) says which files changed and how: names, modes and object ids are never taken from
the unified diff, whose headers can be misread (a path may contain ` b/`). From the diff come only the hunks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from unidiff.patch import Hunk as ParsedHunk
from unidiff.patch import PatchSet

from app.domain.change import Change, ChangedFile, FileStatus, Hunk, Line

_SUBMODULE = "160000"
_KIND: Mapping[str, Literal["added", "removed", "context"]] = {"+": "added", "-": "removed", " ": "context"}
_STATUS: Mapping[str, FileStatus] = {
    "A": "added",
    "C": "copied",
    "D": "deleted",
    "M": "modified",
    "R": "renamed",
    "T": "type_changed",
}
_SECTION = b"\ndiff --git "
_HEADER = "--- a/file\n+++ b/file\n"


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One line of `git diff --raw -z`: what Git says about one changed file."""

    status: FileStatus
    path: str
    old_path: str | None
    old_mode: str
    new_mode: str
    old_oid: str
    new_oid: str


def path_text(path: bytes) -> str:
    r"""A path of a Git tree as text. Bytes that are not UTF-8 become `\xff`, so that every path can be written."""
    return path.decode("utf-8", "backslashreplace")


def read_raw(raw: bytes) -> tuple[RawEntry, ...]:
    """The entries of `git diff --raw -z`, in Git's order."""
    fields = iter(raw.split(b"\0"))
    entries: list[RawEntry] = []
    for field in fields:
        if not field:
            break
        old_mode, new_mode, old_oid, new_oid, letter = field.decode("ascii").removeprefix(":").split(" ")
        status = _STATUS[letter[0]]
        first = path_text(next(fields))
        two = status in ("renamed", "copied")
        path, old_path = (path_text(next(fields)), first) if two else (first, None)
        entries.append(RawEntry(status, path, old_path, old_mode, new_mode, old_oid, new_oid))
    return tuple(entries)


def read_change(entries: Sequence[RawEntry], patch: bytes, unread: Mapping[str, str], cut: str = "") -> Change:
    """The change that `git diff --raw -p --full-index` described.

    `unread` says by path why the hunks of a file are not to be had. `cut` says why the end of `patch` is missing,
    and is empty when it is whole. Raises ValueError when patch and entries do not belong together.
    """
    sections = _sections(patch, whole=not cut)
    files = [_changed_file(entry, sections, unread, cut) for entry in entries]
    if next(sections, None) is not None:
        raise ValueError("the diff has more files than Git's list of changed files")
    return Change(tuple(files))


def _sections(patch: bytes, *, whole: bool) -> Iterator[bytes]:
    """The part of each file. Within a hunk no line starts with `diff`, so the split is exact."""
    parts = (b"\n" + patch).split(_SECTION)[1:]
    yield from parts if whole else parts[:-1]


def _changed_file(entry: RawEntry, sections: Iterator[bytes], unread: Mapping[str, str], cut: str) -> ChangedFile:
    # A changed type is shown as a deletion and a new file.
    own = [next(sections, None) for _ in range(2 if entry.status == "type_changed" else 1)]
    parts = [part for part in own if part is not None]
    if len(parts) < len(own) and not cut:
        raise ValueError(f"the diff ends before `{entry.path}`")
    missing = cut if len(parts) < len(own) else ""
    why = unread.get(entry.path) or unread.get(entry.old_path or "") or missing
    if entry.old_oid == entry.new_oid:
        return _file(entry)  # moved, copied or given another mode, with the same content
    if why:
        return _file(entry, unread=why)
    if any(_is_binary(part) for part in parts):
        return _file(entry, binary=True, unread="is binary")
    return _file(entry, hunks=tuple(hunk for part in parts for hunk in _hunks(part)))


def _file(entry: RawEntry, hunks: tuple[Hunk, ...] = (), *, binary: bool = False, unread: str = "") -> ChangedFile:
    kinds = [line.kind for hunk in hunks for line in hunk.lines]
    return ChangedFile(
        path=entry.path,
        status=entry.status,
        old_path=entry.old_path,
        hunks=hunks,
        binary=binary,
        submodule=_SUBMODULE in (entry.old_mode, entry.new_mode),
        old_mode=entry.old_mode,
        new_mode=entry.new_mode,
        old_oid=entry.old_oid,
        new_oid=entry.new_oid,
        added=kinds.count("added"),
        removed=kinds.count("removed"),
        unread=unread,
    )


def _is_binary(section: bytes) -> bool:
    header = section.split(b"\n--- ", 1)[0]
    return b"\nBinary files " in header or b"\nGIT binary patch\n" in header


def _hunks(section: bytes) -> Iterator[Hunk]:
    """The hunks of one section; none for an empty file. Only a line feed ends a line.

    A file that is not UTF-8 keeps its lines, with U+FFFD for each byte that cannot be read.
    """
    _, found, body = section.partition(b"\n@@ ")
    if not found:
        return
    text = _HEADER + "@@ " + body.decode("utf-8", "replace")
    lines = [line + "\n" for line in text.removesuffix("\n").split("\n")]
    for file in PatchSet(lines):
        yield from (_hunk(hunk) for hunk in file)


def _hunk(hunk: ParsedHunk) -> Hunk:
    lines = tuple(
        Line(_KIND[line.line_type], line.source_line_no, line.target_line_no, line.value.removesuffix("\n"))
        for line in hunk
        if line.line_type in _KIND  # what is left out is the remark `\ No newline at end of file`
    )
    return Hunk(
        old_start=hunk.source_start,
        old_count=hunk.source_length,
        new_start=hunk.target_start,
        new_count=hunk.target_length,
        heading=hunk.section_header.strip(),
        lines=lines,
    )
