"""Git's own counts of a change, as a reader that shares nothing with ours."""

from app.domain.change import Change
from app.stages.diff import path_text

Counts = dict[str, tuple[int, int] | None]


def read_numstat(output: bytes) -> Counts:
    """Path at head to added and removed lines; None for what Git calls binary. For `--numstat -z`."""
    counts: Counts = {}
    fields = iter(output.split(b"\0"))
    for field in fields:
        if not field:
            continue
        added, removed, path = field.split(b"\t", 2)
        if not path:  # a rename: the two paths follow
            next(fields)
            path = next(fields)
        counts[path_text(path)] = None if added == b"-" else (int(added), int(removed))
    return counts


def counts_of(change: Change) -> Counts:
    return {file.path: None if file.binary else (file.added, file.removed) for file in change.files}
