"""What a change does to the constitutions: as a subject of the review, never as its rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.change import Change
from app.domain.dossier import ChangedConstitution
from app.domain.event import PullRequest
from app.domain.specs import ReadSpecs
from app.ports import Repository, SpecReader
from specs_schema.constitution import Constitution
from specs_schema.formats import constitution_paths

_MOST = 20  # constitutions of one change that are compared


@dataclass(frozen=True, slots=True)
class _Version:
    """Constitutions at one commit, as read, with their texts."""

    read: ReadSpecs
    texts: dict[str, str]

    def at(self, path: str) -> Constitution | None:
        """The constitution at `path`; None where there is none."""
        found = self.read.constitutions.get(path)
        return found[0] if found else None

    def is_broken(self, path: str) -> bool:
        """Whether there is one that could not be read: nothing is known about its principles."""
        problems = self.read.constitutions[path][1] if path in self.read.constitutions else ()
        return any(problem.kind == "unreadable-document" for problem in problems)


def changed_constitutions(
    repository: Repository, reader: SpecReader, facts: PullRequest, change: Change
) -> tuple[ChangedConstitution, ...]:
    """Every constitution that `change` brings, edits, moves or removes and that can be read on both sides."""
    moves = [*_moves(change)][:_MOST]
    if not moves:
        return ()
    before = _read(repository, reader, facts.merge_base, [old for old, _ in moves])
    after = _read(repository, reader, facts.head_sha, [new for _, new in moves])
    found = (
        ChangedConstitution(new, before.at(old), after.at(new), after.texts.get(new, ""))
        for old, new in moves
        if not before.is_broken(old) and not after.is_broken(new)
    )
    return tuple(one for one in found if one.before or one.after)


def _moves(change: Change) -> Iterator[tuple[str, str]]:
    """Path at the merge base and path at head of every constitution among the changed files."""
    for file in change.files:
        old = file.old_path if file.status == "renamed" and file.old_path else file.path
        if constitution_paths([file.path]):
            yield (old if constitution_paths([old]) else file.path), file.path


def _read(repository: Repository, reader: SpecReader, commit: str, paths: Sequence[str]) -> _Version:
    blobs = repository.read(commit, paths)
    read = reader.read([], blobs, list(blobs)) if blobs else ReadSpecs()
    return _Version(read, {path: blob.data.decode("utf-8", "replace") for path, blob in blobs.items()})
