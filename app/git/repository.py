"""The Repository port over the git executable."""

import os
import re
import shutil
import weakref
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from app.domain.change import Change, ChangedFile
from app.domain.repository import Blob, Found, Hit, TreeEntry
from app.git.command import Git, Limits, failure, git_executable
from app.git.isolation import find, isolate
from app.git.objects import ObjectReader
from app.git.tree import SUBMODULE, SYMLINK, Index, differing, is_absent, read_tree, unread_file
from app.ports import NotFound, Unavailable
from app.stages.diff import read_change, read_raw

_MESSAGES = 250
_MESSAGES_BYTES = 4_000_000
_SPECIAL = re.compile(r"[\\.\[\]{}()*+?^$|]")  # of POSIX extended expressions
_SEARCH_BYTES = 8_000_000
_LONGEST_PATHSPECS = 1_000_000  # bytes; Linux takes 2 MB of arguments
_HIT = re.compile(rb"([^\0]*)\0(\d+)\0([^\n]*)\n")
_DIFF = (
    *("diff-tree", "-r", "--raw", "-z", "-p", "-M", "-C", "--full-index", "--unified=3", "--no-color"),
    *("--no-ext-diff", "--no-textconv", "--submodule=short", "--ignore-submodules=none"),
)
_UNSHALLOW = "Run `git fetch --unshallow`, or check out with `fetch-depth: 0`"


class GitRepository:
    """Git objects of one repository, seen through a git directory of our own (isolation.py).

    Close it, or use it in a `with` statement; what is left open ends with the program. Raises NotFound for what
    does not exist, and Unavailable for what git could not do in time.
    """

    def __init__(self, git: Git, name: str, history: str = _UNSHALLOW) -> None:
        """`git` works in a directory that is deleted on closing; `history` says where missing history is."""
        self._git = git
        self._name = name
        self._history = history
        self._objects = ObjectReader(git)
        self._trees: dict[str, Index] = {}
        self._close = weakref.finalize(self, _release, self._objects, git.directory, os.getpid())

    @classmethod
    def open(cls, path: Path, limits: Limits | None = None) -> Self:
        """The repository that `path` lies in: a work tree, a linked one, a folder of one, or a bare repository."""
        limits = limits or Limits()
        executable = git_executable()
        return cls(Git(isolate(find(path), limits.file), executable, limits), str(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End what runs and delete what was written. The repository itself was never written to."""
        self._close()

    @property
    def shallow(self) -> bool:
        """Whether history was cut off when the repository was cloned or fetched."""
        boundary = self._git.directory / "shallow"
        return boundary.exists() and boundary.stat().st_size > 0

    def resolve(self, revision: str) -> str:
        """The commit id that `revision` names. Raises NotFound."""
        name = revision if revision.startswith(":/") else revision + "^{commit}"  # `:/` takes all that follows
        commit = self._objects.read(name, self._git.limits.output) if revision else None
        if commit is None:
            raise NotFound(f"There is no commit `{revision}` in `{self._name}`\n\nhint: {self._advice(revision)}")
        return commit.oid

    def _advice(self, revision: str) -> str:
        remote = f"origin/{revision}"
        if revision and self._objects.read(remote + "^{commit}", self._git.limits.output):
            return f"Name it `{remote}`, which exists"
        if self.shallow:
            return f"The repository is shallow and may not reach back to it. {self._history}"
        return "Name a branch, a tag or a commit that `git log` knows; `git fetch` brings what is new"

    def branch(self, revision: str) -> str:
        """The local branch that `revision` names (`HEAD`: the one checked out); empty when it is none."""
        if revision == "HEAD":
            output = self._git.run(("symbolic-ref", "-q", "--short", "HEAD"))
            return output.stdout.decode("utf-8", "replace").strip() if output.status == 0 else ""
        local = f"refs/heads/{revision}^{{commit}}"
        return revision if revision and self._objects.read(local, self._git.limits.output) else ""

    def merge_base(self, base: str, head: str) -> str:
        """The commit where the two part. Raises NotFound when there is none or history is missing."""
        commits = (self.resolve(base), self.resolve(head))
        output = self._git.run(("merge-base", *commits))
        if output.status == 0 and not output.cut:
            return output.stdout.decode("ascii").split()[0]
        if output.status != 1 or output.cut:
            raise Unavailable(failure("merge-base", output))
        hint = self._history if self.shallow else "Compare with a branch that this one was made from"
        reason = "in the history that is here" if self.shallow else "anywhere in their history"
        raise NotFound(f"`{base}` and `{head}` have no commit in common {reason}\n\nhint: {hint}")

    def tree(self, commit: str) -> tuple[TreeEntry, ...]:
        """Every file of the commit."""
        return tuple(self._index(commit).values())

    def _index(self, commit: str) -> Index:
        oid = self.resolve(commit)
        if oid not in self._trees:
            listing = self._git.text(("ls-tree", "-r", "-z", "-l", "--full-tree", oid))
            self._trees[oid] = {entry.path: entry for entry in read_tree(listing)}
        return self._trees[oid]

    def read(self, commit: str, paths: Sequence[str], limit: int = 1_000_000) -> Mapping[str, Blob]:
        """The files among `paths` that exist, are no larger than `limit` bytes, and are present.

        A symbolic link is no file, and is not followed.
        """
        index = self._index(commit)
        found: dict[str, Blob] = {}
        for path in paths:
            entry = index.get(path)
            if entry is None or entry.mode in (SYMLINK, SUBMODULE) or entry.size is None or entry.size > limit:
                continue
            blob = self._objects.read(entry.oid, limit)
            if blob is not None:
                found[path] = Blob(path, entry.oid, blob.data)
        return found

    def change(self, base: str, head: str) -> Change:
        """What lies between the two commits, with renames followed.

        Attributes of the repository are not asked: a change cannot hide itself by calling its files binary.
        """
        absent, large = self._not_comparable(base, head)
        pathspecs = [f":(top,exclude,literal){file.path}" for file in absent]
        if sum(len(os.fsencode(spec)) + 9 for spec in pathspecs) > _LONGEST_PATHSPECS:
            raise Unavailable(f"{len(absent)} changed files are absent, more than Git can be told to leave out")
        where = ("--", ".", *pathspecs) if pathspecs else ()
        limit = self._git.limits.patch
        output = self._git.run((*_DIFF, self.resolve(base), self.resolve(head), *where), limit=limit)
        raw, whole, patch = output.stdout.partition(b"\0\0")
        if (output.cut and not whole) or (output.status != 0 and not output.cut):
            raise Unavailable(failure("diff-tree", output))
        cut = {"": "", "size": f"the whole change is larger than {limit} bytes", "time": "Git took too long"}
        change = read_change(read_raw(raw), patch, large, cut[output.cut])
        return Change(tuple(sorted((*change.files, *absent), key=lambda file: file.path)))

    def _not_comparable(self, base: str, head: str) -> tuple[list[ChangedFile], dict[str, str]]:
        """The changed files whose content is absent, and why others are not read line by line."""
        absent: list[ChangedFile] = []
        large: dict[str, str] = {}
        for path, old, new in differing(self._index(base), self._index(head)):
            sides = [side for side in (old, new) if side is not None]
            if any(is_absent(side) for side in sides):
                absent.append(unread_file(path, old, new, "is not in this copy of the repository"))
            elif max(side.size or 0 for side in sides) > self._git.limits.file:
                large[path] = f"is larger than {self._git.limits.file} bytes"
        return absent, large

    def search(
        self, commit: str, terms: Sequence[str], paths: Sequence[str] = (), limit: int = 200, *, any_case: bool = False
    ) -> Found:
        """Lines that hold any of `terms` literally; `paths` are Git pathspecs; at most `limit`.

        Binary files and files that are absent are not searched.
        """
        wanted = [term for term in terms if term and not {"\n", "\0"} & set(term)]
        if not wanted:
            return Found(())
        oid = self.resolve(commit)
        how = ("-I", "-E", "-n", "-z", "--full-name", "--no-color", *(("-i",) if any_case else ()))
        arguments = ("grep", *how, "-f", "-", oid, "--", *paths)
        # One expression: Git tries several patterns one after the other on every line, 250 of them for minutes.
        expression = "|".join(_SPECIAL.sub(r"\\\g<0>", term) for term in wanted)
        patterns = f"{expression}\n".encode("utf-8", "backslashreplace")
        output = self._git.run(arguments, stdin=patterns, limit=_SEARCH_BYTES)
        if output.cut == "time" or (not output.cut and output.status not in (0, 1)):
            raise Unavailable(failure("grep", output))
        found = [_hit(match, len(oid) + 1) for match in islice(_HIT.finditer(output.stdout), limit + 1)]
        return Found(tuple(found[:limit]), complete=not output.cut and len(found) <= limit)

    def messages(self, base: str, head: str) -> tuple[str, ...]:
        """Commit messages from `base` (excluded) to `head`, newest first, as far as history is present."""
        commits = f"{self.resolve(base)}..{self.resolve(head)}"
        arguments = ("log", "-z", "--format=%B", "--encoding=UTF-8", f"--max-count={_MESSAGES}", commits, "--")
        text = self._git.text(arguments, limit=_MESSAGES_BYTES).decode("utf-8", "replace")
        return tuple(message.strip() for message in text.split("\0") if message.strip())


def _hit(match: re.Match[bytes], prefix: int) -> Hit:
    path, line, text = match.groups()
    return Hit(path[prefix:].decode("utf-8", "backslashreplace"), int(line), text.decode("utf-8", "replace"))


def _release(objects: ObjectReader, directory: Path, owner: int) -> None:
    if os.getpid() != owner:  # a forked reader of documents shares the memory, not the processes
        return
    objects.close()
    shutil.rmtree(directory)
