"""The layers by which a file that a task names is looked for, from its whole path to what stands in its place.

Each layer is a way in which a file was found under another name in real changes. The first layers look at all of
head; the later ones, which guess more, only at what the change itself adds, and at nothing that another task names.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from app.domain.change import Change, ChangedFile
from app.domain.dossier import Dossier
from app.rules.definitions import defined
from app.rules.file_index import FileIndex
from app.rules.frameworks import stands_for
from app.rules.names import family, file_words, framed_stem, kind_of, material, ordered_words, words
from app.rules.task_paths import bare_name, ending, folder_of, is_test, name_of

_ALIKE: Final = 0.8  # ratio of difflib from which two names in one folder are taken for one file
_TELLING: Final = 2  # words that a name needs before another name can stand for it
_SHARED: Final = 0.5  # share of the words of both names
_SHARED_NEARBY: Final = 0.4  # the same within one folder
_WORD: Final = re.compile(r"[A-Za-z_]\w+")
_QUOTED: Final = re.compile(r"\"(\w[^\"\n]*\s[^\"\n]*)\"|“(\w[^”\n]*\s[^”\n]*)”")
_LONG: Final = 10  # characters from which a quoted text is not found by chance
_PART: Final = 2  # folders of a path that say which part of a repository it is in
_REMARK: Final = re.compile(r"\s*(?:#|//|/?\*|<!--|\{/\*)")
_AT_THE_TOP: Final = frozenset({"readme", "changelog", "contributing", "license"})
# Names that say nothing without their folder.
_COMMON: Final = frozenset(
    re.split(
        " ",
        "index main mod lib init __init__ app page route layout types type utils util helpers constants config "
        "settings schema schemas models model service services controller repository handler handlers routes router "
        "views urls readme changelog package setup conftest test tests errors error common hooks store client server "
        "api",
    )
)


@dataclass(frozen=True, slots=True)
class Sought:
    """One file that a task names, with what the task tells about it."""

    path: str
    roots: tuple[str, ...]  # folders from which the path may be meant, beside the top
    said: frozenset[str]  # the words of the task
    symbols: frozenset[str]  # identifiers that only this task names
    tested: frozenset[str]  # identifiers that of all tasks for tests only this one names
    quoted: frozenset[str]  # texts that only this task has in quotation marks
    taken: frozenset[str]  # files that other tasks name: deliveries of theirs


class Delivered:
    """Head, merge base, and what the change adds, ready to be searched. Definitions are read when first asked for."""

    def __init__(self, dossier: Dossier) -> None:
        self.head: Final = FileIndex(dossier.paths)
        self.gone: Final = FileIndex(dossier.base_paths - dossier.paths)
        self.added: Final = FileIndex(dossier.paths - dossier.base_paths)
        self.change: Final[Change] = dossier.change
        self.touched: Final = dossier.change.paths

    @property
    def unread(self) -> bool:
        """Whether the change holds code whose lines could not be read, and which may be what is looked for."""
        return any(file.unread and not file.binary and material(file.path) == "code" for file in self.change.files)

    @cached_property
    def definitions(self) -> frozenset[tuple[str, str]]:
        """Identifier and file of everything that the change defines, or works inside of."""
        return frozenset((name, file.path) for file in self.change.files for name in _defined_in(file))

    @cached_property
    def defined_words(self) -> frozenset[tuple[bool, frozenset[str]]]:
        """The words of each defined name, and whether a test defines it."""
        return frozenset((is_test(path), words(name)) for name, path in self.definitions)

    @cached_property
    def said_in_tests(self) -> frozenset[str]:
        """Every identifier in a line that the change adds to a test."""
        return _identifiers(file for file in self.change.files if is_test(file.path))

    @cached_property
    def written(self) -> tuple[tuple[bool, str], ...]:
        """The lines of code that the change adds, comments apart, each with whether it stands in a test."""
        files = [file for file in self.change.files if material(file.path) == "code"]
        return tuple((is_test(file.path), line) for file in files for line in _lines(file))

    @cached_property
    def said_in_code(self) -> frozenset[str]:
        """Every identifier in a line of code that the change adds, tests and comments apart."""
        files = self.change.files
        return _identifiers(file for file in files if material(file.path) == "code" and not is_test(file.path))


@dataclass(frozen=True, slots=True)
class Layer:
    """One way of finding: what is looked for, where, and the look."""

    name: str
    where: str
    look: Callable[[Sought, Delivered], bool]


def searched(sought: Sequence[Sought], delivered: Delivered) -> tuple[str, ...] | None:
    """None where any layer finds any of the files, or may; otherwise the record of every layer, a line each."""
    records: list[str] = []
    names = ", ".join(one.path for one in sought)
    for layer in LAYERS:
        if any(layer.look(one, delivered) for one in sought):
            return None
        records.append(f"{names}: {layer.name}, {layer.where}: nothing found")
    return None if delivered.unread else tuple(records)


def _exact(one: Sought, delivered: Delivered) -> bool:
    return bool(delivered.head.at(one.path, one.roots))


def _moved(one: Sought, delivered: Delivered) -> bool:
    """The change deletes or moves the file: what the task did was done and undone, or done elsewhere."""
    gone = delivered.gone
    return bool(gone.at(one.path, one.roots)) or _telling(gone.named(one.path), one)


def _base_name(one: Sought, delivered: Delivered) -> bool:
    found = delivered.head.named(one.path)
    if framed_stem(one.path)[1] not in _COMMON and bare_name(one.path).lower() not in _COMMON:
        return bool(found)
    return _telling(found, one) or bool(found & delivered.touched - one.taken)


def _telling(found: frozenset[str], one: Sought) -> bool:
    """Whether any file is in a folder of the same name as the wanted one.

    One without a folder can be in any, unless it is a document for the top: a `README.md`.
    """
    folder = name_of(folder_of(one.path)).lower()
    if not folder:
        return bool(found) and framed_stem(one.path)[1] not in _AT_THE_TOP
    return any(name_of(folder_of(path)).lower() == folder for path in found)


def _spelling(one: Sought, delivered: Delivered) -> bool:
    stem = framed_stem(one.path)[1]
    alike = frozenset(path for path in delivered.head.stems(one.path) if material(path) == material(one.path))
    if stem in _COMMON or len(stem) <= _TELLING:
        return _telling(alike, one)
    return bool(alike)


def _longer_name(one: Sought, delivered: Delivered) -> bool:
    """Another number before the name, or a word more in it: `DelayDialog` is delivered as `ChangeDelayDialog`."""
    wanted = file_words(one.path)
    found = {path for path in delivered.head.worded(one.path) if family(path) == family(one.path)} - one.taken
    if not wanted:
        return any(ending(path) == ending(one.path) for path in delivered.head.kept_in(name_of(folder_of(one.path))))
    return len(wanted) >= _TELLING and bool(found)


def _framework(one: Sought, delivered: Delivered) -> bool:
    return any(stands_for(path, one.path) for path in _candidates(one, delivered))


def _folder(one: Sought, delivered: Delivered) -> bool:
    """A folder of the file's name that the change fills: one planned file became several."""
    wanted = file_words(one.path)
    if len(wanted) < _TELLING:
        place = one.path.removesuffix(ending(one.path))
        return any(f"/{place}/" in f"/{path}" for path in _candidates(one, delivered))
    folders = {name_of(folder_of(path)) for path in _candidates(one, delivered)}
    return any(words(folder) == wanted for folder in folders)


def _near_name(one: Sought, delivered: Delivered) -> bool:
    return any(_is_near(path, one.path) for path in _candidates(one, delivered))


def _is_near(other: str, path: str) -> bool:
    """Half of the words and the kind (the last one) in common, or, in one folder, nearly the same letters."""
    neighbours = folder_of(path) == folder_of(other)
    wanted, found = file_words(path), file_words(other)
    shared = wanted & found
    of_a_kind = is_test(path) or kind_of(path) == kind_of(other)
    enough = _SHARED_NEARBY if neighbours else _SHARED
    if len(shared) >= _TELLING and of_a_kind and len(shared) >= enough * len(wanted | found):
        return True
    letters = difflib.SequenceMatcher(None, bare_name(other), bare_name(path), autojunk=False)
    return neighbours and letters.ratio() >= _ALIKE


def _described(one: Sought, delivered: Delivered) -> bool:
    """A file of the same kind whose whole name the task says in words: `OutlineBadge` for a badge with an outline."""
    return any(
        len(file_words(path)) >= _TELLING and kind_of(path) == kind_of(one.path) and file_words(path) <= one.said
        for path in _candidates(one, delivered)
    )


def _candidates(one: Sought, delivered: Delivered) -> list[str]:
    """Files that the change adds and no other task names, written in the same language, tests for tests."""
    test = is_test(one.path)
    return [
        path
        for path in delivered.added.paths
        if family(path) == family(one.path) and is_test(path) == test and path not in one.taken
    ]


def _definition(one: Sought, delivered: Delivered) -> bool:
    """What the file is named after, defined elsewhere: `RoleBadge`, or `ROUTING_TRIGGERS` for `routing/triggers`."""
    if material(one.path) != "code":
        return False
    own = file_words(one.path)
    below = own | words(name_of(folder_of(one.path)))
    names = [name for name in (own, below) if len(name) >= _TELLING]
    test = is_test(one.path)
    return any((test, name) in delivered.defined_words for name in names)


def _symbol(one: Sought, delivered: Delivered) -> bool:
    """An identifier that only this task names, defined where the change works, by a test for a test."""
    test = is_test(one.path)
    return any(name in one.symbols and is_test(path) == test for name, path in delivered.definitions)


def _test(one: Sought, delivered: Delivered) -> bool:
    """For a test: what of all tests only this one is to cover is named in a line that the change adds to another."""
    return is_test(one.path) and not one.tested.isdisjoint(delivered.said_in_tests)


def _used(one: Sought, delivered: Delivered) -> bool:
    """Code that the change adds uses the name: it comes from somewhere, from a library if not from head."""
    name = name_of(one.path).split(".", 1)[0]
    return len(file_words(one.path)) >= _TELLING and not is_test(one.path) and name in delivered.said_in_code


def _text(one: Sought, delivered: Delivered) -> bool:
    """What is to be read on the screen or in a log, as the task has it in quotation marks: `"Grant first access"`."""
    test = is_test(one.path)
    return any(test == in_test and text in line for in_test, line in delivered.written for text in one.quoted)


def _identifiers(files: Iterable[ChangedFile]) -> frozenset[str]:
    return frozenset(word for file in files for line in _lines(file) for word in _WORD.findall(line))


def _lines(file: ChangedFile) -> Iterator[str]:
    """The lines that the change adds to a file, without those that are comments."""
    return (line for _, line in file.added_lines() if not _REMARK.match(line))


def _defined_in(file: ChangedFile) -> Iterator[str]:
    """What is defined on the lines that a change shows: those that it adds, those around them, and the heads above."""
    for hunk in file.hunks:
        yield from defined(f" {hunk.heading}")
        for line in hunk.lines:
            if line.kind != "removed":
                yield from defined(line.text)


def may_be_elsewhere(sought: Sequence[Sought], delivered: Delivered) -> bool:
    """Whether what no layer finds may have been done all the same, so that the tick is worth a look and no more.

    It may where a file of the very name lies further down in the folder; and, for a test, where the change adds another
    about something of the same name: one planned file becomes several.
    """
    return all(_further_down(one, delivered) or _other_test(one, delivered) for one in sought)


def untouched(one: Sought, delivered: Delivered) -> str:
    """The part of the repository that the file is to be in, where the change touches nothing of it; else empty."""
    part = "/".join(folder_of(one.path).split("/")[:_PART])
    return "" if not part or any(path.startswith(f"{part}/") for path in delivered.touched) else part


def _further_down(one: Sought, delivered: Delivered) -> bool:
    folder = folder_of(one.path)
    return bool(folder) and any(f"/{folder}/" in f"/{path}" for path in delivered.head.named(one.path) - one.taken)


def _other_test(one: Sought, delivered: Delivered) -> bool:
    wanted, name = file_words(one.path), name_of(one.path)  # a folder may be called `spec-viewer`
    tests = [path for path in delivered.added.paths if is_test(name_of(path)) and family(path) == family(name)]
    return is_test(name) and any(wanted & file_words(path) for path in tests)


_HEAD: Final = "among all files at head"
_ADDED: Final = "among files that the change adds and no other task names"
_LINES: Final = "in the lines of the change"

LAYERS: Final = (
    Layer("whole path, or the end of one", _HEAD, _exact),
    Layer("moved or deleted", "among files that the change takes away", _moved),
    Layer("same base name", _HEAD, _base_name),
    Layer("same name in another spelling or with another ending", _HEAD, _spelling),
    Layer("same words and more", _HEAD, _longer_name),
    Layer("a framework's name for it", _ADDED, _framework),
    Layer("a folder of its name", _ADDED, _folder),
    Layer("nearly the same name", _ADDED, _near_name),
    Layer("a name that the task says in words", _ADDED, _described),
    Layer("a definition of its name", _LINES, _definition),
    Layer("a definition of an identifier that only this task names", _LINES, _symbol),
    Layer("a use of its name", "in lines of code that the change adds", _used),
    Layer("what only this task is to test", "in lines that the change adds to tests", _test),
    Layer("a text that only this task quotes", "in lines of code that the change adds", _text),
)


def words_said(text: str) -> frozenset[str]:
    """The words of a task."""
    return frozenset(ordered_words(text))


def texts_quoted(text: str) -> frozenset[str]:
    """What a task has in quotation marks: texts of two words and more."""
    return frozenset(quoted for found in _QUOTED.findall(text) if len(quoted := found[0] or found[1]) >= _LONG)
