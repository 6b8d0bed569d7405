"""A git directory of our own in front of somebody's repository.

Git runs what a repository's configuration, attributes and hooks tell it to, follows its replace refs and fetches
what it lacks. None of those is read here: the directory in which git works is written by us, and only objects,
refs and the shallow boundary of the repository are seen through it.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.ports import NotFound

# Git reads no attributes where the tree to read them from is empty (Git 2.43 and later look into HEAD's tree).
_CONFIG = """\
[core]
\trepositoryformatversion = {version}
\tbare = true
\tattributesFile = /dev/null
\thooksPath = /dev/null
\tfsmonitor = false
\tbigFileThreshold = {file_limit}
[attr]
\ttree = {empty_tree}
[gc]
\tauto = 0
[maintenance]
\tauto = false
[protocol]
\tallow = never
"""
_EMPTY_TREE = {
    "sha1": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "sha256": "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}
_PSEUDO_REFS = ("HEAD", "ORIG_HEAD", "FETCH_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD")
_SHARED = ("objects", "refs", "packed-refs", "shallow", "reftable")
_SMALL = 1 << 16
_EXTENSION = re.compile(r"^\s*(objectformat|refstorage)\s*=\s*\"?(\w+)\"?\s*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a repository keeps its things; the two differ in a linked worktree."""

    git_dir: Path
    common_dir: Path


def find(path: Path) -> Found:
    """The repository that `path` lies in. Raises NotFound."""
    try:
        start = path.resolve(strict=True)
        candidates = (git_dir for folder in (start, *start.parents) for git_dir in _git_dirs(folder))
        git_dir = next((candidate for candidate in candidates if _is_git_dir(candidate)), None)
    except OSError as error:
        raise NotFound(f"`{path}` cannot be read: {error.strerror}\n\nhint: {_HINT}") from error
    if git_dir is None:
        raise NotFound(f"`{path}` is not inside a Git repository\n\nhint: {_HINT}")
    return Found(git_dir, _common(git_dir))


_HINT = "Give the folder of a clone, bare or with a work tree"


def _git_dirs(folder: Path) -> Iterator[Path]:
    """Where the git directory of `folder` may be, in Git's own order."""
    dot_git = folder / ".git"
    if dot_git.is_file():
        link = _first_line(dot_git)
        if link.startswith("gitdir:"):
            yield (folder / link.removeprefix("gitdir:").strip()).resolve()
    yield dot_git
    yield folder


def _is_git_dir(candidate: Path) -> bool:
    if not os.path.lexists(candidate / "HEAD"):
        return False
    common = _common(candidate)
    return (common / "objects").is_dir() and (common / "refs").exists()


def _common(git_dir: Path) -> Path:
    shared = git_dir / "commondir"
    return (git_dir / _first_line(shared)).resolve() if shared.is_file() else git_dir


def _first_line(file: Path) -> str:
    with file.open("rb") as stream:
        return os.fsdecode(stream.read(_SMALL).split(b"\n", 1)[0]).strip()


def isolate(found: Found, file_limit: int) -> Path:
    """A new git directory that shows objects and refs of the repository and nothing else. The caller deletes it."""
    directory = Path(tempfile.mkdtemp(prefix="speckeeper-git-"))
    try:
        write_config(directory, file_limit, _extensions(found.common_dir))
        for name in _SHARED:
            if (found.common_dir / name).exists():
                (directory / name).symlink_to(found.common_dir / name)
        _copy_pseudo_refs(found, directory)
        _link_reflogs(found, directory)
    except BaseException:
        shutil.rmtree(directory)
        raise
    return directory


def write_config(directory: Path, file_limit: int, extensions: dict[str, str] | None = None) -> None:
    """Write the configuration that git sees, all of it; what git itself added meanwhile is gone."""
    extensions = extensions or {}
    empty_tree = _EMPTY_TREE.get(extensions.get("objectformat", "sha1"), _EMPTY_TREE["sha1"])
    text = _CONFIG.format(version=int(bool(extensions)), file_limit=file_limit, empty_tree=empty_tree)
    lines = [f"\t{name} = {value}\n" for name, value in extensions.items()]
    (directory / "config").write_text(text + "[extensions]\n" * bool(lines) + "".join(lines))


def _extensions(common_dir: Path) -> dict[str, str]:
    """How the repository stores objects and refs: all that is taken from its configuration, as plain words."""
    config = common_dir / "config"
    if not config.is_file():
        return {}
    with config.open("rb") as stream:
        text = stream.read(_SMALL).decode("utf-8", "replace")
    return {name.lower(): value.lower() for name, value in _EXTENSION.findall(text)}


def _copy_pseudo_refs(found: Found, directory: Path) -> None:
    for name in _PSEUDO_REFS:
        source = found.git_dir / name
        if source.is_symlink():  # the oldest form of a symbolic ref; git would refuse one that leads elsewhere
            (directory / name).write_bytes(b"ref: " + os.fsencode(source.readlink()) + b"\n")
        elif source.is_file():
            with source.open("rb") as stream:
                (directory / name).write_bytes(stream.read(_SMALL))


def _link_reflogs(found: Found, directory: Path) -> None:
    """Make `main@{1}` and `HEAD@{1}` mean what they mean in the repository."""
    logs = {"refs": found.common_dir / "logs" / "refs", "HEAD": found.git_dir / "logs" / "HEAD"}
    (directory / "logs").mkdir()
    for name, source in logs.items():
        if source.exists():
            (directory / "logs" / name).symlink_to(source)
