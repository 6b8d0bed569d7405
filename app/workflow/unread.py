"""Documents of a feature that are at head and were not read: a finding each, never a document that demands nothing."""

from collections.abc import Mapping, Sequence

from app.domain.repository import Blob, TreeEntry
from app.domain.specs import ReadFeature
from app.ports import Repository
from specs_schema.feature import FeatureDir
from specs_schema.formats import documents_of
from specs_schema.problem import SpecProblem
from specs_schema.span import Span

LARGEST_DOCUMENT = 4_000_000  # bytes
_FILE = "100"  # what the mode of a file begins with
_LINK = "120000"  # the mode of a symbolic link; where it leads, nobody looks


def with_unread(
    repository: Repository,
    commit: str,
    features: Sequence[FeatureDir],
    blobs: Mapping[str, Blob],
    read: Mapping[str, ReadFeature],
) -> dict[str, ReadFeature]:
    """`read` with a problem for each document of `commit` that is not among `blobs`."""
    kinds = (_FILE, _LINK)
    entries = [entry for entry in repository.tree(commit) if entry.path not in blobs and entry.mode.startswith(kinds)]
    found = dict(read)
    for feature in features:
        unread = set(documents_of(feature, [entry.path for entry in entries]))
        if unread and feature.dir in found:
            noun, problems = found[feature.dir]
            more = (_problem(entry) for entry in entries if entry.path in unread)
            found[feature.dir] = (noun, (*problems, *more))
    return found


def _problem(entry: TreeEntry) -> SpecProblem:
    if entry.mode == _LINK:
        return _told(
            entry, "it is a symbolic link, and links are not followed", "Commit the document in place of the link"
        )
    size = f"it has {entry.size:,} bytes, and {LARGEST_DOCUMENT:,} are read at most"
    why = "it is not in this copy of the repository" if entry.size is None else size
    return _told(entry, why, "Make the document smaller, or split it")


def _told(entry: TreeEntry, why: str, hint: str) -> SpecProblem:
    return SpecProblem(
        kind="unreadable-document",
        message=f"`{entry.path}` cannot be read: {why}",
        hint=hint,
        span=Span(path=entry.path, first=1, last=1),
    )
