"""Git objects of a bare repository, through the git command: no shell, no hooks, no configuration but its own."""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

TIMEOUT = 60.0
_SAFE = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.file.allow=always")
_ID = re.compile(r"^[0-9a-f]{40}$")


class GitFailure(Exception):
    """Git refused; the message is what it said."""


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a git process may know of this machine."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    quiet = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_TERMINAL_PROMPT": "0"}
    return kept | quiet | dict(extra or {})


def run(git_dir: Path, *arguments: str, text: bytes = b"") -> bytes:
    """What git prints for `arguments` on the repository. Raises GitFailure."""
    command = ["git", *_SAFE, f"--git-dir={git_dir}", *arguments]
    done = subprocess.run(  # noqa: PLW1510 - the status is looked at below
        command, input=text, capture_output=True, timeout=TIMEOUT, env=environment()
    )
    if done.returncode:
        raise GitFailure(done.stderr.decode(errors="replace").strip() or f"git {arguments[0]} failed")
    return done.stdout


def resolve(git_dir: Path, revision: str) -> str | None:
    """The commit that `revision` (a branch, a full ref, a commit id) names, or None."""
    for name in (f"refs/heads/{revision}", revision):
        try:
            found = run(git_dir, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        except GitFailure:
            continue
        return found.decode().strip()
    return None


def object_id(git_dir: Path, expression: str) -> str | None:
    """The object that `expression` (`<commit>:<path>` or any revision) names, or None."""
    try:
        found = run(git_dir, "rev-parse", "--verify", "--quiet", "--end-of-options", expression)
    except GitFailure:
        return None
    return found.decode().strip()


def object_type(git_dir: Path, oid: str) -> str | None:
    """`commit`, `tree`, `blob` or `tag`; None when there is no such object."""
    if not _ID.match(oid):
        return None
    try:
        return run(git_dir, "cat-file", "-t", oid).decode().strip()
    except GitFailure:
        return None


def read_blob(git_dir: Path, oid: str) -> bytes:
    """The bytes of a blob."""
    return run(git_dir, "cat-file", "blob", oid)


def update_ref(git_dir: Path, ref: str, sha: str) -> None:
    """Point `ref` at a commit that the repository holds."""
    run(git_dir, "update-ref", ref, sha)


def delete_ref(git_dir: Path, ref: str) -> None:
    """Remove `ref`; the commits stay."""
    run(git_dir, "update-ref", "-d", ref)


def copy_commit(source: Path, target: Path, sha: str, ref: str) -> None:
    """Bring a commit of another repository over, as `ref`: how a fork's head reaches the base repository."""
    run(target, "fetch", "--quiet", "--no-tags", str(source), f"+{sha}:{ref}")


def merge_base(git_dir: Path, base: str, head: str) -> str | None:
    """The commit where the two part, or None when they never met."""
    try:
        return run(git_dir, "merge-base", base, head).decode().split()[0]
    except GitFailure:
        return None


def is_ancestor(git_dir: Path, old: str, new: str) -> bool:
    """Whether `new` holds `old` in its history."""
    return merge_base(git_dir, old, new) == old


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit as git knows it."""

    sha: str
    tree: str
    parents: tuple[str, ...]
    author_name: str
    author_email: str
    authored_at: datetime
    committer_name: str
    committer_email: str
    committed_at: datetime
    message: str


_FORMAT = "%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x00%x01"


def commits(git_dir: Path, *revisions: str, limit: int = 10_000) -> tuple[Commit, ...]:
    """The commits that `revisions` select, oldest first."""
    arguments = (
        "log",
        "--reverse",
        f"--max-count={limit}",
        f"--format={_FORMAT}",
        "--end-of-options",
        *revisions,
    )
    printed = run(git_dir, *arguments).decode(errors="replace")
    return tuple(_commit(entry.lstrip("\n")) for entry in printed.split("\x01") if entry.strip("\n"))


def commit(git_dir: Path, sha: str) -> Commit:
    """One commit."""
    return commits(git_dir, sha, limit=1)[0]


def _commit(entry: str) -> Commit:
    sha, tree, parents, an, ae, at, cn, ce, ct, message, _ = entry.split("\x00")
    return Commit(
        sha=sha,
        tree=tree,
        parents=tuple(parents.split()),
        author_name=an,
        author_email=ae,
        authored_at=datetime.fromisoformat(at),
        committer_name=cn,
        committer_email=ce,
        committed_at=datetime.fromisoformat(ct),
        message=message.rstrip("\n"),
    )


def touched(git_dir: Path, sha: str) -> dict[str, list[str]]:
    """The files that a commit adds, removes and modifies, as against its first parent; a rename is one of each."""
    arguments = ("diff-tree", "-r", "-z", "--root", "--no-renames", "--no-commit-id", "-m", "--first-parent")
    parts = run(git_dir, *arguments, "--name-status", sha).decode("utf-8", "surrogateescape").split("\0")
    found: dict[str, list[str]] = {"added": [], "removed": [], "modified": []}
    for status, path in zip(parts[::2], parts[1::2], strict=False):
        found[{"A": "added", "D": "removed"}.get(status, "modified")].append(path)
    return found


def count(git_dir: Path, revisions: str) -> int:
    """How many commits a range holds."""
    return int(run(git_dir, "rev-list", "--count", "--end-of-options", revisions))


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One entry of a tree."""

    mode: str
    type: str
    oid: str
    size: int | None
    path: str


def tree(git_dir: Path, oid: str, *, recursive: bool = False) -> tuple[TreeEntry, ...]:
    """The entries of a tree; with `recursive` those of its subtrees too."""
    deep = ("-r", "-t") if recursive else ()
    printed = run(git_dir, "ls-tree", "-z", "--long", *deep, oid).decode(errors="surrogateescape")
    return tuple(_entry(line) for line in printed.split("\x00") if line)


def _entry(line: str) -> TreeEntry:
    facts, path = line.split("\t", 1)
    mode, kind, oid, size = facts.split()
    return TreeEntry(mode, kind, oid, None if size == "-" else int(size), path)


def merge(git_dir: Path, base: str, head: str, message: str) -> str:
    """A merge commit of the two, made without a work tree. Raises GitFailure where they conflict."""
    oid = run(git_dir, "merge-tree", "--write-tree", base, head).decode().split("\n")[0]
    who = ("-c", "user.name=GitHub", "-c", "user.email=noreply@github.com")
    arguments = (*who, "commit-tree", oid, "-p", base, "-p", head, "-m", message)
    return run(git_dir, *arguments).decode().strip()
