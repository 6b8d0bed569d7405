"""What tasks, plans and contracts of the reviewed features say about a changed file."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from app.domain.change import ChangedFile
from app.domain.paths import matches
from app.rules.task_paths import stem_of
from specs_schema.feature import Feature
from specs_schema.task import Task, TaskPath

_WORD: Final = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
_PLURAL: Final = re.compile(r"(?<=[a-z]{3})(?:ies|es|s|y)$")
_TELLING: Final = 4  # letters of a name that is looked for in other files' lines; characters of a route
_NAMED_APART: Final = 2  # words of a file's name that, all in one task, name the file
_NOWHERE: Final = frozenset[int]()


class Plans:
    """Everything that the features plan, made ready for asking about many files."""

    def __init__(self, features: Iterable[Feature]) -> None:
        planned = tuple(features)
        self.tasks: Final = tuple(task for feature in planned for task in feature.tasks)
        named = [*(path for task in self.tasks for path in task.paths), *_structure(planned)]
        files = [path.text for path in named if path.kind == "file"]
        symbols = [symbol for task in self.tasks for symbol in task.symbols]
        self._stems = {stem_of(path) for path in files} | {
            stem_of(f"{symbol.rsplit('.', 1)[-1]}.x") for symbol in symbols
        }
        self._folders = _folders(named)
        self._patterns = tuple(path.text for path in named if path.kind == "pattern")
        self._alike = {_parent_and_suffix(path.text) for path in named if path.kind == "placeholder"}
        self._words = tuple(_words(f"{task.text} {task.phase}") for task in self.tasks)
        self._saying = _places(self._words)
        self._routes = _routes(planned)

    def names(self, path: str) -> bool:
        """Whether a task or a plan names `path`, a folder that is to hold it, or what it is called after."""
        below = f"/{path}"
        return (
            stem_of(path) in self._stems
            or any(f"/{folder}/" in below for folder in self._folders)
            or matches(path, self._patterns)
            or _parent_and_suffix(path) in self._alike
            or self._describes(path)
        )

    def _describes(self, path: str) -> bool:
        """Whether one task says all words of the file's name, for a single word with the folder it is in."""
        *folders, name = path.split("/")
        wanted = _words(name.split(".", 1)[0])
        if len(wanted) < _NAMED_APART:
            wanted |= _words(folders[-1]) if folders else frozenset()
        if len(wanted) < _NAMED_APART:
            return False
        said = sorted((self._saying.get(word, _NOWHERE) for word in wanted), key=len)
        return any(all(place in other for other in said) for place in said[0])

    def handles(self, file: ChangedFile) -> bool:
        """Whether the change adds a line to the file that holds the route of a contract's operation."""
        text = "\n".join(line for _, line in file.added_lines()) if self._routes else ""
        return any(route in text for route in self._routes)

    def nearest(self, path: str) -> Task | None:
        """The task that shares most words with the path, if any shares a rare one."""
        wanted = _words(path.rsplit(".", 1)[0])
        said = [
            words | _words(" ".join(one.text for one in task.paths))
            for task, words in zip(self.tasks, self._words, strict=True)
        ]
        common = Counter(word for words in said for word in words)
        scores = [sum(1 / common[word] for word in wanted & words) for words in said]
        best = max(range(len(scores)), key=lambda place: (scores[place], -place), default=None)
        return self.tasks[best] if best is not None and scores[best] > 0 else None


def wires(file: ChangedFile, names: frozenset[str]) -> bool:
    """Whether every addition to an existing file only makes something planned known: it names one of `names`."""
    if file.status != "modified" or not names:
        return False
    return any(word in names for _, line in file.added_lines() for word in re.findall(r"\w+", line.lower()))


def names_of(paths: Iterable[str]) -> frozenset[str]:
    """How code refers to these files: their names without endings, where they say something."""
    stems = (path.rsplit("/", 1)[-1].split(".", 1)[0].lower() for path in paths)
    return frozenset(stem for stem in stems if len(stem) >= _TELLING and stem not in _COMMON)


_COMMON: Final = frozenset({"index", "main", "init", "__init__", "test", "tests", "page", "types", "utils", "model"})


def _structure(features: Sequence[Feature]) -> list[TaskPath]:
    entries = [entry for feature in features if feature.plan for entry in feature.plan.structure]
    return [TaskPath(text=entry, kind="folder" if entry.endswith("/") else "file") for entry in entries]


def _folders(named: Sequence[TaskPath]) -> frozenset[str]:
    """Folders that hold whatever is put there: not those of which something inside is named by itself."""
    folders = {path.text.strip("/").removeprefix("./") for path in named if path.kind == "folder"}
    texts = [path.text.strip("/") for path in named]
    return frozenset(
        folder for folder in folders if folder and not any(text.startswith(f"{folder}/") for text in texts)
    )


def _parent_and_suffix(path: str) -> tuple[str, str]:
    parent, _, name = path.rpartition("/")
    return parent, name.rpartition(".")[2]


def _words(text: str) -> frozenset[str]:
    return frozenset(_PLURAL.sub("", word.lower()) for word in _WORD.findall(text))


def _places(texts: Sequence[frozenset[str]]) -> Mapping[str, frozenset[int]]:
    """Where each word is said."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for place, words in enumerate(texts):
        for word in words:
            found[word].add(place)
    return {word: frozenset(places) for word, places in found.items()}


def _routes(features: Sequence[Feature]) -> frozenset[str]:
    """The fixed beginning of each operation's path, where it is long enough to say something."""
    operations = (one for feature in features for contract in feature.contracts for one in contract.operations)
    starts = (one.path.split("{", 1)[0].rstrip("/") for one in operations)
    return frozenset(start for start in starts if len(start) >= _TELLING)
