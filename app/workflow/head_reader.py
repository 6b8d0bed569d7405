"""What the judge may look at beyond its packet: the head of the change, read-only and bounded."""

from app.ports import Repository
from app.stages.path_names import named

_MOST_LINES = 200
_MOST_HITS = 40
_MOST_FILES = 300
_LONGEST_LINE = 300
_SHORTEST_TERM = 3


class HeadReader:
    """The Reader port over one commit. Searches are literal, so no pattern of the model can run away."""

    def __init__(self, repository: Repository, commit: str, paths: frozenset[str]) -> None:
        self._repository = repository
        self._commit = commit
        self._paths = paths

    def lines(self, path: str, first: int, last: int) -> str:
        """Lines `first` to `last` of one file, numbered, at most 200."""
        if path not in self._paths:
            return f"There is no file {path!r} at head"
        blob = self._repository.read(self._commit, [path], 400_000).get(path)
        if blob is None:
            return f"{path!r} is too large or not a file"
        lines = blob.data.decode("utf-8", "replace").split("\n")
        first = max(1, first)
        last = min(len(lines), last, first + _MOST_LINES - 1)
        shown = (f"{number}| {lines[number - 1][:_LONGEST_LINE]}" for number in range(first, last + 1))
        return "\n".join(shown) or f"{path!r} has {len(lines)} lines"

    def search(self, term: str) -> str:
        """Where `term` stands literally, at most 40 lines, paths as `named` shows them."""
        if len(term.strip()) < _SHORTEST_TERM or "\n" in term:
            return f"A search term has one line and at least {_SHORTEST_TERM} characters"
        found = self._repository.search(self._commit, [term], (), _MOST_HITS)
        lines = [f"{named(hit.path)}:{hit.line}: {hit.text[:_LONGEST_LINE]}" for hit in found.hits]
        rest = [] if found.complete else ["and more"]
        return "\n".join([*lines, *rest]) or f"{term!r}: nowhere"

    def list(self, folder: str) -> str:
        """The files below `folder`, at most 300, as `named` shows them."""
        inner = folder.removeprefix("./").strip("/")
        prefix = f"{inner}/" if inner not in {"", "."} else ""
        found = sorted(named(path) for path in self._paths if path.startswith(prefix))
        more = f"\nand {len(found) - _MOST_FILES} more" if len(found) > _MOST_FILES else ""
        return "\n".join(found[:_MOST_FILES]) + more or f"There is no folder {folder!r} at head"
