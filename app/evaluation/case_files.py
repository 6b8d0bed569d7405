"""The files of a case on both sides of the change: from its folder, or from a Git repository."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.evaluation.case import BASE, CHANGE, Case, Source
from app.evaluation.source_files import SourceFiles
from app.git.isolation import find
from app.ports import NotFound, Unavailable
from specs_schema.config_tree import Place

_LARGEST: Final = 400_000  # bytes of one file: the engine reads no larger ones

Fault = tuple[Place, str, str]  # place in the case file, message and hint


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """What lies in `base/` and `change/`."""

    base: Mapping[str, bytes]
    change: Mapping[str, bytes]
    faults: tuple[Fault, ...] = ()

    def head(self, case: Case) -> dict[str, bytes]:
        """The files at head."""
        left = {path: data for path, data in self.base.items() if path not in case.deleted}
        return {**left, **self.change}


def folder_files(folder: Path) -> FolderFiles:
    """The files of both folders, and what is wrong with them."""
    base, change = _tree(folder / BASE), _tree(folder / CHANGE)
    faults: list[Fault] = []
    if not base:
        faults.append(((), f"There is no file in `{BASE}/`", f"Put the repository at the merge base into `{BASE}/`"))
    for name, data in {**base, **change}.items():
        if len(data) > _LARGEST:
            faults.append(((), f"`{name}` has {len(data)} bytes", f"Keep files below {_LARGEST} bytes"))
    return FolderFiles(base, change, tuple(faults))


def _tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path; links are not followed, and caches of tools are no files."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    inside = [path for path in files if "__pycache__" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in inside}


@dataclass(frozen=True, slots=True)
class SourcedFiles:
    """What lies in a Git repository; nothing where there are faults."""

    base: Mapping[str, bytes]
    head: Mapping[str, bytes]
    faults: tuple[Fault, ...] = ()


def sourced_files(folder: Path, source: Source) -> SourcedFiles:
    """The files of both commits, and what is wrong with the source."""
    edits: dict[str, bytes] = {}
    faults: list[Fault] = []
    for number, edit in enumerate(source.edits):
        try:
            edits[edit.path] = (folder / edit.text).read_bytes()
        except OSError as error:
            hint = "Put the whole text of the file beside case.yml"
            faults.append((("source", "edits", number), f"`{edit.text}` cannot be read: {error.strerror}", hint))
    try:
        git_dir = find(folder / source.git).git_dir
        base, head = SourceFiles.at(git_dir, source.base), SourceFiles.at(git_dir, source.head, edits)
    except (NotFound, Unavailable) as error:
        hint = "Name a Git repository that has both commits"
        return SourcedFiles({}, {}, (*faults, (("source",), str(error).split("\n")[0], hint)))
    faults.extend(
        (("source", "edits", number), f"There is no file `{edit.path}` at head", "Edit files of the source's head")
        for number, edit in enumerate(source.edits)
        if edit.path not in head
    )
    return SourcedFiles(base, head, tuple(faults))
