"""Trees of commits, and what of them is not there."""

from collections.abc import Iterator, Mapping

from app.domain.change import ChangedFile, FileStatus
from app.domain.repository import TreeEntry
from app.stages.diff import path_text

SYMLINK = "120000"
SUBMODULE = "160000"
_NO_MODE = "000000"

Index = Mapping[str, TreeEntry]


def read_tree(listing: bytes) -> tuple[TreeEntry, ...]:
    """The entries of `git ls-tree -r -z -l`."""
    return tuple(_entry(record) for record in listing.split(b"\0") if record)


def _entry(record: bytes) -> TreeEntry:
    facts, _, path = record.partition(b"\t")
    mode, _, oid, size = facts.decode("ascii").split()
    # Git says `-` for a submodule and `BAD` for a blob that is not there.
    return TreeEntry(path_text(path), oid, mode, int(size) if size.isdigit() else None)


def is_absent(entry: TreeEntry) -> bool:
    """Whether the entry is a file whose content the repository does not hold."""
    return entry.size is None and entry.mode != SUBMODULE


def differing(base: Index, head: Index) -> Iterator[tuple[str, TreeEntry | None, TreeEntry | None]]:
    """Every path that is not the same on both sides, with its entries."""
    gone = base.keys() - head.keys()
    other = {path for path, new in head.items() if (old := base.get(path)) is None or _differ(old, new)}
    for path in sorted(gone | other):
        yield path, base.get(path), head.get(path)


def _differ(old: TreeEntry, new: TreeEntry) -> bool:
    return old.oid != new.oid or old.mode != new.mode


def unread_file(path: str, old: TreeEntry | None, new: TreeEntry | None, why: str) -> ChangedFile:
    """A changed file that Git could not compare, because its content is not there."""
    status: FileStatus = "modified"
    if old is None or new is None:
        status = "added" if old is None else "deleted"
    elif old.mode[:3] != new.mode[:3]:  # the first three digits are the type: file, link, submodule
        status = "type_changed"
    same = old is not None and new is not None and old.oid == new.oid
    return ChangedFile(
        path=path,
        status=status,
        submodule=SUBMODULE in (old.mode if old else "", new.mode if new else ""),
        old_mode=old.mode if old else _NO_MODE,
        new_mode=new.mode if new else _NO_MODE,
        old_oid=old.oid if old else "",
        new_oid=new.oid if new else "",
        unread="" if same else why,
    )
