"""A case as a real Git repository."""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.evaluation.case import GoldenCase
from app.git.command import git_executable
from app.ports import Unavailable

_SECONDS: Final = 60
# Fixed, so that equal cases have equal commits, and nothing of the operator's settings matters.
_WHO: Final = "Tessa Lind <tessa@example.com> 1793610000 +0000"
_ENVIRONMENT: Final = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "LC_ALL": "C",
    "PATH": os.defpath,
}


@dataclass(frozen=True, slots=True)
class Built:
    """A bare repository with the merge base and the head of the change."""

    git_dir: Path
    base: str
    head: str
    messages: tuple[str, ...]  # of the change, newest first


def build(golden: GoldenCase, folder: Path) -> Built:
    """The repository of a case in `folder`. Raises Unavailable when git cannot make it, NotFound without git.

    The last commit of the change holds all files; earlier ones are empty, because a case says what changes and not
    in which order it was typed.
    """
    git_dir = folder / f"{golden.name}.git"
    messages = golden.case.commits or (golden.case.pull_request.title,)
    _git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(git_dir))
    _git(git_dir, "fast-import", "--quiet", data=b"".join(_stream(golden, messages)))
    base, head = _git(git_dir, "rev-parse", "refs/heads/main", "refs/heads/change").decode().split()
    return Built(git_dir, base, head, tuple(reversed(messages)))


def _stream(golden: GoldenCase, messages: Sequence[str]) -> Iterator[bytes]:
    """The commits in the language of `git fast-import`."""
    yield from _commit("main", "Specify and build what there is", golden.base, ())
    parent = b"from refs/heads/main\n"
    changed = {path: data for path, data in golden.head.items() if golden.base.get(path) != data}
    gone = [path for path in golden.base if path not in golden.head]
    *earlier, last = messages
    for message in earlier:
        yield from _commit("change", message, {}, (), parent)
        parent = b""
    yield from _commit("change", last, changed, gone, parent)


def _commit(
    branch: str, message: str, files: Mapping[str, bytes], gone: Sequence[str], parent: bytes = b""
) -> Iterator[bytes]:
    text = message.encode()
    yield f"commit refs/heads/{branch}\ncommitter {_WHO}\ndata {len(text)}\n".encode() + text + b"\n" + parent
    yield from (f"D {_quoted(path)}\n".encode() for path in gone)
    for path, data in files.items():
        yield f"M 100644 inline {_quoted(path)}\ndata {len(data)}\n".encode() + data + b"\n"


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _git(folder: Path, *arguments: str, data: bytes = b"") -> bytes:
    try:
        done = subprocess.run(
            [git_executable(), "-C", str(folder), *arguments],
            input=data,
            check=True,
            capture_output=True,
            timeout=_SECONDS,
            env=_ENVIRONMENT,
        )
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", b"") or b""
        raise Unavailable(f"`git {arguments[0]}` failed: {said.decode('utf-8', 'replace').strip() or error}") from error
    return done.stdout
