"""Which file a test stands in, and which feature it is therefore about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from app.domain.case_result import CaseResult
from app.domain.dossier import Dossier
from app.stages.test_names import spells, tokens

_MOST_PARTS: Final = 40  # of a dotted name
_TESTS_OF_PACKAGE: Final = "_test.go"


class CaseFiles:
    """The files of head, found by what test runners call them; and what ties a test to a feature.

    Ids are local to a feature: `FR-001` stands in every spec. So a test that names an id is taken for a test of a
    reviewed feature when it names that feature, or stands in a file that the feature's tasks name or the change
    touches, or when there is but one feature.
    """

    def __init__(self, dossier: Dossier) -> None:
        self._reviewed = tuple(feature.dir.dir for feature in dossier.features)
        self._names = {dir_: _name(dir_) for dir_ in {*dossier.known_features, *self._reviewed}}
        self._changed = dossier.change.paths
        self._planned = {
            feature.dir.dir: frozenset(path.text for task in feature.head.tasks for path in task.paths)
            for feature in dossier.features
            if feature.head
        }
        self._stems: dict[str, list[str]] = defaultdict(list)
        self._tests: dict[str, list[str]] = defaultdict(list)
        for path in sorted(dossier.paths):
            self._stems[_stem(path).rpartition("/")[2]].append(path)
            if path.endswith(_TESTS_OF_PACKAGE):
                self._tests[path.rpartition("/")[0]].append(path)
        self._found: dict[tuple[str, str], str] = {}

    def features(self, case: CaseResult, candidates: Iterable[str]) -> tuple[str, ...]:
        """Those of the reviewed features `candidates` that the test is about; none where nothing tells."""
        candidates = set(candidates)
        if named := self._named(case):
            return tuple(one for one in self._reviewed if one in named and one in candidates)
        if len(self._names) == 1:
            return self._reviewed
        possible = tuple(one for one in self._reviewed if one in candidates)
        places = self._places(case)
        planning = tuple(one for one in possible if any(self._plans(one, path) for path in places))
        # As with ids in a title: the first of the features that the change is about.
        return planning or (possible[:1] if places & self._changed else ())

    def path(self, case: CaseResult) -> str:
        """The file of head that the test stands in; empty where none or several could be meant."""
        key = (case.file, case.classname)
        if key not in self._found:
            found = (self._only(spelling) for spelling in _spellings(case))
            self._found[key] = next((path for path in found if path), "")
        return self._found[key]

    def _places(self, case: CaseResult) -> frozenset[str]:
        """The file of the test or, where a runner names but the package of it (Go), the tests of its folder."""
        path = self.path(case)
        if path or "/" not in case.classname:
            return frozenset({path} - {""})
        package = f"/{case.classname}"
        folders = [folder for folder in self._tests if package.endswith(f"/{folder}")]
        return frozenset(self._tests[max(folders, key=len)] if folders else ())

    def _named(self, case: CaseResult) -> set[str]:
        words = [tokens(text) for text in (case.name, case.classname, case.file, case.suite, *case.properties)]
        return {dir_ for dir_, name in self._names.items() if name and any(spells(one, name) for one in words)}

    def _plans(self, feature: str, path: str) -> bool:
        return any(path == one or path.endswith(f"/{one}") for one in self._planned.get(feature, ()))

    def _only(self, stem: str) -> str:
        """The one file of this name without its ending, seen from any folder."""
        there = self._stems.get(stem.rpartition("/")[2], ())
        found = [path for path in there if _stem(path) == stem or _stem(path).endswith(f"/{stem}")]
        return found[0] if len(found) == 1 else ""


def _spellings(case: CaseResult) -> Iterator[str]:
    """The names that the file could have, without endings, the longest first.

    A runner gives the file as it sees it (`/build/app/tests/test_a.py`) or a dotted name (`tests.test_a.TestB`).
    """
    parts = _stem(case.file.replace("\\", "/")).strip("./").split("/")[-_MOST_PARTS:]
    if case.file:
        yield from ("/".join(parts[start:]) for start in range(len(parts)))
    dotted = case.classname.replace("\\", ".").replace("$", ".").split(".")[:_MOST_PARTS]
    if all(part.isidentifier() for part in dotted):
        yield from ("/".join(dotted[:end]) for end in range(len(dotted), 1, -1))
    if len(dotted) == 1 or "test" in dotted[0].lower():  # the first part alone may be any package
        yield dotted[0]


def _stem(path: str) -> str:
    """The path without the last ending: `tests/login.test` for `tests/login.test.ts`."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{name.rpartition('.')[0] or name}"


def _name(feature: str) -> tuple[str, ...]:
    """How a test would spell the feature's directory; empty where the name is a word like any other."""
    words = tokens(feature.rpartition("/")[2])
    return words if len(words) > 1 and any(word[0].isdigit() for word in words) else ()
