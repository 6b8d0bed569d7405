"""The files of a commit of somebody's Git repository, read when they are wanted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from app.evaluation.plumbing import git

_FILES: Final = frozenset({"100644", "100755"})


@dataclass(slots=True)
class SourceFiles(Mapping[str, bytes]):
    """Path → content at one commit, with some files as `edits` say. Links and submodules are no files."""

    git_dir: Path
    blobs: Mapping[str, str]  # path → object id
    edits: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    _read: dict[str, bytes] = field(default_factory=dict[str, bytes])

    @classmethod
    def at(cls, git_dir: Path, commit: str, edits: Mapping[str, bytes] | None = None) -> Self:
        """The files of `commit`. Raises Unavailable when the repository does not have it."""
        listing = git(git_dir, "ls-tree", "-r", "-z", "--full-tree", f"{commit}^{{commit}}").split(b"\0")
        entries = (line.split(b"\t", 1) for line in listing if line)
        files = ((head.decode().split(), path.decode("utf-8", "backslashreplace")) for head, path in entries)
        return cls(git_dir, {path: oid for (mode, _, oid), path in files if mode in _FILES}, edits or {})

    def __getitem__(self, path: str) -> bytes:
        if path in self.edits:
            return self.edits[path]
        if path not in self._read:
            self._read[path] = git(self.git_dir, "cat-file", "blob", self.blobs[path])
        return self._read[path]

    def __contains__(self, path: object) -> bool:
        """Whether there is such a file; it is not read for that."""
        return path in self.blobs

    def __iter__(self) -> Iterator[str]:
        return iter(self.blobs)

    def __len__(self) -> int:
        return len(self.blobs)
