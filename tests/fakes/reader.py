"""The head of a change in memory, as the judge may look at it."""

from collections.abc import Mapping

from app.ports import NotFound, Unavailable
from app.stages.path_names import named


class FakeReader:
    """The Reader port over a table of files. `away` makes every look-up fail."""

    def __init__(self, files: Mapping[str, str], *, away: bool = False) -> None:
        self._files = dict(files)
        self._away = away
        self.looked_up: list[tuple[str, ...]] = []

    def lines(self, path: str, first: int, last: int) -> str:
        self._note("lines", path, str(first), str(last))
        if path.startswith("/"):
            raise NotFound(f"`{path}` is no path of the repository")
        if path not in self._files:
            return f"There is no file {path!r} at head"
        rows = self._files[path].split("\n")[first - 1 : last]
        return "\n".join(f"{number}| {row}" for number, row in enumerate(rows, start=first))

    def search(self, term: str) -> str:
        self._note("search", term)
        hits = [
            f"{named(path)}:{number}: {row}"
            for path, text in sorted(self._files.items())
            for number, row in enumerate(text.split("\n"), start=1)
            if term in row
        ]
        return "\n".join(hits) or f"{term!r}: nowhere"

    def list(self, folder: str) -> str:
        self._note("list", folder)
        return "\n".join(named(path) for path in sorted(self._files) if path.startswith(folder))

    def _note(self, *call: str) -> None:
        self.looked_up.append(call)
        if self._away:
            raise Unavailable("the repository did not answer")
