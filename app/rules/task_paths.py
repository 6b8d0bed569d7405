"""What a path that a task names tells by itself."""

import re
from pathlib import PurePosixPath
from typing import Final

# Files that are made by tools, ignored by Git or lie outside the repository are never evidence of missing work.
_UNCHECKABLE: Final = re.compile(
    r"(^|/)(dist|build|out|target|coverage|node_modules|\.next|__pycache__|generated|gen|tmp|temp|\.venv|venv)(/|$)"
    r"|^(/tmp|~|/|\.\./|[A-Za-z]:\\|https?:)|[<>{}$*?\[\]|]"
    r"|\.(log|lock|tmp|sqlite3?|db|env|pem|key|zip|png|jpe?g|gif|mp4|vsix|jar|war|class|whl|exe|dll|so|o|pdf)$"
    r"|(^|/)\.(stories|test|spec|d|styles?|types|module|mock|min)\.\w+$"  # an ending, no name
    r"|(^|/)\.env(\.|$)|(^|/)package-lock\.json$|NNN|XXX|xxx|YYYY|00xx",
)
_ROUTE: Final = re.compile(r"(?<=/)\[{1,2}(?:\.{3})?\w+\]{1,2}(?=[/.])")  # `[id]` of a route is no placeholder
_TEST: Final = re.compile(r"(^|[/_.-])(tests?|specs?|__tests__)([/_.-]|$)|Tests?\.\w+$")


def name_of(path: str) -> str:
    """The last part of a path."""
    return PurePosixPath(path).name


def bare_name(path: str) -> str:
    """The last part without its last ending: `x.test` of `a/x.test.ts`."""
    return PurePosixPath(path).stem


def ending(path: str) -> str:
    """The last ending with its dot, as small letters."""
    return PurePosixPath(path).suffix.lower()


def folder_of(path: str) -> str:
    """The path without its last part; empty at the top."""
    return path.rpartition("/")[0]


def checkable(path: str) -> bool:
    """Whether absence of `path` could mean absence of work."""
    return not _UNCHECKABLE.search(_ROUTE.sub("route", path)) and "." in name_of(path)


def is_test(path: str) -> bool:
    """Whether a path looks like that of a test."""
    return bool(_TEST.search(path))


def stem_of(path: str) -> str:
    """The name without extensions and without the separators and case in which renamings differ."""
    name = name_of(path)
    return re.sub(r"[-_.]", "", name.split(".", 1)[0] or name).lower()
