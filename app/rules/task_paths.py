"""Whether a path that a task names exists, under any name that could be meant."""

import difflib
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

# Files that are made by tools, ignored by Git or lie outside the repository are never evidence of missing work.
_UNCHECKABLE = re.compile(
    r"(^|/)(dist|build|out|target|coverage|node_modules|\.next|__pycache__|generated|gen|tmp|temp|\.venv|venv)(/|$)"
    r"|^(/tmp|~|/|\.\./|[A-Za-z]:\\|https?:)|[<>{}$*?\[\]|]"
    r"|\.(log|lock|tmp|sqlite3?|db|env|pem|key|zip|png|jpe?g|gif|mp4|vsix)$"
    r"|(^|/)\.env(\.|$)|(^|/)package-lock\.json$|NNN|XXX|xxx|YYYY|00xx",
)
_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
_NO_NAME = frozenset({"default", "impl", "base", "abstract", "index"})  # words that come and go in a renaming
_TEST = re.compile(r"(^|[/_.-])(tests?|specs?|__tests__)([/_.-]|$)|Tests?\.\w+$")
_ALIKE = 0.8  # ratio of difflib from which two names in one folder are taken for one file
_TELLING = 2  # words that a name needs before a longer name counts as the same thing


def checkable(path: str) -> bool:
    """Whether absence of `path` could mean absence of work."""
    return not _UNCHECKABLE.search(path) and "." in PurePosixPath(path).name


class PathIndex:
    """All files of one commit, found by whole path, base name, stem, and by the words of their names."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = frozenset(paths)
        self._names = {PurePosixPath(path).name.lower() for path in self._paths}
        self._stems = {stem_of(path) for path in self._paths}
        self._folders = {(PurePosixPath(path).parent.name, PurePosixPath(path).suffix) for path in self._paths}
        self._words = {(PurePosixPath(path).suffix, is_test(path), _words(path)) for path in self._paths}

    def places(self, path: str, roots: Sequence[str]) -> frozenset[str]:
        """Where exactly `path` exists, seen from the top or from any of `roots`."""
        path = path.removeprefix("./")
        return frozenset(_below(root, path) for root in ("", *roots)) & self._paths

    def resembles(self, path: str, roots: Sequence[str]) -> bool:
        """Whether a file of the same folder and kind has nearly the same name: `test_retrieval`, `test_retriever`."""
        return any(self._neighbour(PurePosixPath(_below(root, path.removeprefix("./")))) for root in ("", *roots))

    def _neighbour(self, wanted: PurePosixPath) -> bool:
        beside = (
            other
            for other in map(PurePosixPath, self._paths)
            if other.parent == wanted.parent and other.suffix == wanted.suffix
        )
        return any(
            difflib.SequenceMatcher(None, other.stem, wanted.stem, autojunk=False).ratio() >= _ALIKE for other in beside
        )

    def finds(self, path: str, roots: Sequence[str]) -> bool:
        """Whether a file of the commit could be what `path` means, seen from any of `roots`."""
        path = path.removeprefix("./")
        return (
            bool(self.places(path, roots))
            or PurePosixPath(path).name.lower() in self._names
            or stem_of(path) in self._stems
            or self._finds_renamed(path)
        )

    def _finds_renamed(self, path: str) -> bool:
        """Another number before the name, a word more in it, or any file in a folder that alone has a name.

        `024_add_users.py` is delivered as `2026_add_users.py`, `DelayDialog` as `ChangeDelayDialog`, and
        `fixtures/overdue/0001.md` as another file of `fixtures/overdue`. A test never stands for the code itself.
        """
        own, suffix = _words(path), PurePosixPath(path).suffix
        if not own:
            return (PurePosixPath(path).parent.name, suffix) in self._folders
        return len(own) >= _TELLING and any(
            own <= words for other, tests, words in self._words if other == suffix and (not tests or is_test(path))
        )


def _below(root: str, path: str) -> str:
    return f"{root}/{path}" if root else path


def is_test(path: str) -> bool:
    """Whether a path looks like that of a test."""
    return bool(_TEST.search(path))


def _words(path: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(PurePosixPath(path).stem)) - _NO_NAME


def stem_of(path: str) -> str:
    """The name without extensions and without the separators and case in which renamings differ."""
    name = PurePosixPath(path).name
    return re.sub(r"[-_.]", "", name.split(".", 1)[0] or name).lower()
