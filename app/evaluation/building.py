"""A case as a real Git repository."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.evaluation.case import GoldenCase, Source
from app.evaluation.plumbing import git
from app.evaluation.source_files import SourceFiles
from app.git.isolation import find
from app.git.repository import GitRepository

# Fixed, so that equal cases have equal commits.
_WHO: Final = "Tessa Lind <tessa@example.com> 1793610000 +0000"
_CHANGE: Final = "refs/heads/change"


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
    in which order it was typed. A change that lies in a Git repository keeps its commits, but for the last one where
    there are edits.
    """
    git_dir = folder / f"{golden.name}.git"
    if golden.case.source is not None:
        return _build_on(golden.case.source, golden, git_dir)
    messages = golden.case.commits or (golden.case.pull_request.title,)
    git(git_dir, "init", "--quiet", "--bare", "--initial-branch=main")
    git(git_dir, "fast-import", "--quiet", data=b"".join(_stream(golden, messages)))
    base, head = _tips(git_dir)
    return Built(git_dir, base, head, tuple(reversed(messages)))


def _build_on(source: Source, golden: GoldenCase, git_dir: Path) -> Built:
    """A repository that sees the objects of the source and writes its own ones beside them."""
    found = find(golden.folder / source.git)
    kind = git(found.git_dir, "rev-parse", "--show-object-format").decode().strip()
    git(git_dir, "init", "--quiet", "--bare", "--initial-branch=main", f"--object-format={kind}")
    objects = found.common_dir / "objects"
    (git_dir / "objects" / "info").mkdir(exist_ok=True)
    (git_dir / "objects" / "info" / "alternates").write_text(f"{objects}\n", "utf-8")
    if (found.common_dir / "shallow").is_file():
        (git_dir / "shallow").write_bytes((found.common_dir / "shallow").read_bytes())
    edits: Mapping[str, bytes] = golden.head.edits if isinstance(golden.head, SourceFiles) else {}
    git(git_dir, "fast-import", "--quiet", data=b"".join(_edited(source, git_dir, edits)))
    base, head = _tips(git_dir)
    with GitRepository.open(git_dir) as repository:
        return Built(git_dir, base, head, repository.messages(base, head))


def _edited(source: Source, git_dir: Path, edits: Mapping[str, bytes]) -> Iterator[bytes]:
    """The source's head with other files in place of its own, as the commit that it is: same parents, same message."""
    yield f"reset refs/heads/main\nfrom {source.base}\n\n".encode()
    if not edits:
        yield f"reset {_CHANGE}\nfrom {source.head}\n\n".encode()
        return
    message = git(git_dir, "log", "-1", "--format=%B", "--encoding=UTF-8", source.head)
    parents = git(git_dir, "log", "-1", "--format=%P", source.head).decode().split()
    yield _start(_CHANGE, message)
    yield from (f"{verb} {parent}\n".encode() for verb, parent in zip(_verbs(parents), parents, strict=True))
    tree = git(git_dir, "rev-parse", f"{source.head}^{{tree}}").decode().strip()
    yield f'M 040000 {tree} ""\n'.encode()
    for path, data in edits.items():
        mode = git(git_dir, "ls-tree", source.head, "--", path).split()[0].decode()
        yield _file(path, data, mode)


def _verbs(parents: Sequence[str]) -> list[str]:
    return ["from", *("merge" for _ in parents[1:])] if parents else []


def _tips(git_dir: Path) -> tuple[str, str]:
    base, head = git(git_dir, "rev-parse", "refs/heads/main", _CHANGE).decode().split()
    return base, head


def _stream(golden: GoldenCase, messages: Sequence[str]) -> Iterator[bytes]:
    """The commits in the language of `git fast-import`."""
    yield from _commit("refs/heads/main", "Specify and build what there is", golden.base, ())
    parent = b"from refs/heads/main\n"
    changed = {path: data for path, data in golden.head.items() if golden.base.get(path) != data}
    gone = [path for path in golden.base if path not in golden.head]
    *earlier, last = messages
    for message in earlier:
        yield from _commit(_CHANGE, message, {}, (), parent)
        parent = b""
    yield from _commit(_CHANGE, last, changed, gone, parent)


def _commit(
    branch: str, message: str, files: Mapping[str, bytes], gone: Sequence[str], parent: bytes = b""
) -> Iterator[bytes]:
    yield _start(branch, message.encode()) + parent
    yield from (f"D {_quoted(path)}\n".encode() for path in gone)
    yield from (_file(path, data) for path, data in files.items())


def _start(branch: str, message: bytes) -> bytes:
    return f"commit {branch}\ncommitter {_WHO}\ndata {len(message)}\n".encode() + message + b"\n"


def _file(path: str, data: bytes, mode: str = "100644") -> bytes:
    return f"M {mode} inline {_quoted(path)}\ndata {len(data)}\n".encode() + data + b"\n"


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
