"""Files whose names a framework prescribes: what they are is said by the folder they are in."""

import re
from collections.abc import Iterator
from typing import Final

from app.rules.names import file_words, words
from app.rules.task_paths import folder_of, name_of

_ANYTHING: Final = frozenset({"index", "__init__", "mod", "main", "lib"})
_HANDLERS: Final = frozenset({"route", "+server", "handler", "controller", "router", "urls", "views", "api"})
_PAGES: Final = frozenset({"page", "+page", "layout", "+layout", "screen", "view", "component"})
_HANDLER_WORDS: Final = frozenset(
    {"controller", "route", "router", "handler", "endpoint", "api", "resource", "action", "view"}
)
_PAGE_WORDS: Final = frozenset({"page", "view", "screen", "layout", "component", "route"})
_DEEPEST: Final = 3  # folders above a file that together can say what it is
_VARIABLE: Final = re.compile(r"[\[(@].*|:.*|\{.*")  # `[id]`, `(group)`, `@slot`: no names


def stands_for(delivered: str, named: str) -> bool:
    """Whether a framework calls `delivered` what the task calls `named`: `users/route.ts`, `UserController.ts`."""
    role = name_of(delivered).split(".", 1)[0].lower()
    wanted = file_words(named)
    allowed = [wanted] if role in _ANYTHING else []
    allowed += [wanted - _HANDLER_WORDS] if role in _HANDLERS else []
    allowed += [wanted - _PAGE_WORDS] if role in _PAGES else []
    return bool(allowed) and any(said in allowed for said in _said_by_folders(delivered) if said)


def _said_by_folders(path: str) -> Iterator[frozenset[str]]:
    folders = [part for part in folder_of(path).split("/") if not _VARIABLE.fullmatch(part)]
    said: frozenset[str] = frozenset()
    for folder in folders[: -_DEEPEST - 1 : -1]:
        said |= words(folder)
        yield said
