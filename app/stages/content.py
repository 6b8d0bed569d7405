"""What a change does to each file, whatever it is put on top of."""

import hashlib
from collections.abc import Iterator

from app.domain.change import Change, ChangedFile, Hunk

_WHOLE = frozenset({"added", "deleted", "type_changed"})  # no line of the base shows through
_UNREADABLE = "\ufffd"  # stands for every byte that is not UTF-8


def content_digest(change: Change) -> str:
    """A digest that is the same for the same change on another base, and another for any other content.

    It holds paths, modes, and the removed and added lines of each run of changed lines, in order, but no line
    numbers and no context. A file that cannot be told by its lines is told by its object ids. Whether the last line
    of a file ends with a line feed is no content. Raises ValueError for a file with neither lines nor ids.
    """
    files = sorted(change.files, key=lambda file: (file.path, file.old_path or ""))
    told = [_told(file) for file in files]
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def _told(file: ChangedFile) -> tuple[object, ...]:
    names = (file.path, file.old_path, file.status, file.old_mode, file.new_mode)
    if _by_ids(file):
        if not file.old_oid and not file.new_oid:
            raise ValueError(f"`{file.path}` was not read and has no object id: its content cannot be told")
        return *names, "ids", file.old_oid, file.new_oid
    return *names, "lines", tuple(run for hunk in file.hunks for run in _runs(hunk))


def _by_ids(file: ChangedFile) -> bool:
    if file.binary or file.submodule or file.unread:
        return True
    if file.status in _WHOLE and (file.old_oid or file.new_oid):
        return True
    return any(_UNREADABLE in line.text for hunk in file.hunks for line in hunk.lines if line.kind != "context")


def _runs(hunk: Hunk) -> Iterator[tuple[tuple[str, str], ...]]:
    """The changed lines between lines of context: on another base, one hunk may be two or two may be one."""
    run: list[tuple[str, str]] = []
    for line in hunk.lines:
        if line.kind != "context":
            run.append((line.kind, line.text))
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)
