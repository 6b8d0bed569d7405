"""Whether a path that a task names exists, under any name that could be meant."""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

# Files that are made by tools, ignored by Git or lie outside the repository are never evidence of missing work.
_UNCHECKABLE = re.compile(
    r"(^|/)(dist|build|out|target|coverage|node_modules|\.next|__pycache__|generated|gen|tmp|temp|\.venv|venv)(/|$)"
    r"|^(/tmp|~|/|\.\./|[A-Za-z]:\\|https?:)|[<>{}$*?\[\]|]|\.(log|lock|tmp|sqlite3?|db|env|pem|key|zip|png|jpe?g|gif|mp4|vsix)$"
    r"|(^|/)\.env(\.|$)|(^|/)package-lock\.json$|NNN|XXX|xxx|YYYY|00xx",
)


def checkable(path: str) -> bool:
    """Whether absence of `path` could mean absence of work."""
    return not _UNCHECKABLE.search(path) and "." in PurePosixPath(path).name


class PathIndex:
    """All files of one commit, found by whole path, by ending, by base name and by stem."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = frozenset(paths)
        self._names = {PurePosixPath(path).name.lower() for path in self._paths}
        self._stems = {_stem(path) for path in self._paths}

    def finds(self, path: str, roots: Sequence[str]) -> bool:
        """Whether a file of the commit could be what `path` means, seen from any of `roots`."""
        path = path.removeprefix("./")
        return (
            any(_below(root, path) in self._paths for root in ("", *roots))
            or PurePosixPath(path).name.lower() in self._names
            or _stem(path) in self._stems
        )


def _below(root: str, path: str) -> str:
    return f"{root}/{path}" if root else path


def _stem(path: str) -> str:
    """The name without extensions and without the separators and case in which renamings differ."""
    name = PurePosixPath(path).name
    return re.sub(r"[-_.]", "", name.split(".", 1)[0] or name).lower()
