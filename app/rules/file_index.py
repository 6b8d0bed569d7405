"""All files of one commit, found by the names that could be meant."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, TypeVar

from app.rules.names import file_words, framed_stem
from app.rules.task_paths import folder_of, is_test, name_of

_NONE: Final = frozenset[str]()

Key = TypeVar("Key", bound=Hashable)


class FileIndex:
    """The paths of a commit. Each way of finding them is made ready when it is first asked for."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths: Final = frozenset(paths)

    def exact(self, path: str, roots: Sequence[str]) -> frozenset[str]:
        """Where exactly `path` exists, seen from the top or from any of `roots`."""
        return frozenset(_below(root, path) for root in ("", *roots)) & self.paths

    def suffix(self, path: str) -> frozenset[str]:
        """Files whose path ends in all of `path`, which has a folder."""
        if "/" not in path:
            return frozenset()
        return frozenset(one for one in self.named(path) if one.endswith(f"/{path}"))

    def at(self, path: str, roots: Sequence[str]) -> frozenset[str]:
        """Files that `path` names in so many words: by all of theirs, or by the end of it."""
        return self.exact(path, roots) | self.suffix(path)

    def named(self, path: str) -> frozenset[str]:
        """Files with the same base name in any folder, whatever the case."""
        return self._names.get(name_of(path).lower(), _NONE)

    def stems(self, path: str) -> frozenset[str]:
        """Files with the same name in another spelling, with another ending, or with other marks of a test."""
        return self._stems.get(framed_stem(path), _NONE)

    def worded(self, path: str) -> frozenset[str]:
        """Files whose names hold all words of the name and maybe more."""
        wanted = file_words(path)
        found = [self._words.get((is_test(path), word), _NONE) for word in wanted]
        return frozenset(one for one in found[0] if all(one in others for others in found)) if found else _NONE

    def kept_in(self, folder: str) -> frozenset[str]:
        """Files in any folder that has this name."""
        return self._folders.get(folder, _NONE)

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        return _grouped(self.paths, lambda path: (name_of(path).lower(),))

    @cached_property
    def _stems(self) -> Mapping[tuple[bool, str], frozenset[str]]:
        return _grouped(self.paths, lambda path: (framed_stem(path),))

    @cached_property
    def _words(self) -> Mapping[tuple[bool, str], frozenset[str]]:
        return _grouped(self.paths, lambda path: ((is_test(path), word) for word in file_words(path)))

    @cached_property
    def _folders(self) -> Mapping[str, frozenset[str]]:
        return _grouped(self.paths, lambda path: (name_of(folder_of(path)),))


def _grouped(paths: Iterable[str], keys: Callable[[str], Iterable[Key]]) -> Mapping[Key, frozenset[str]]:
    found: defaultdict[Key, set[str]] = defaultdict(set)
    for path in paths:
        for key in keys(path):
            found[key].add(path)
    return {key: frozenset(group) for key, group in found.items()}


def _below(root: str, path: str) -> str:
    return f"{root}/{path}" if root else path
