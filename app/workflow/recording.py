"""What a reader was asked and answered, so that it can be asked again later."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.ports import NotFound, Reader


@dataclass(frozen=True, slots=True)
class Read:
    """One look-up and a digest of its answer; the answer itself is source, which is not kept."""

    method: Literal["lines", "search", "list"]
    arguments: tuple[str | int, ...]
    digest: str


class RecordingReader:
    """The Reader port over another reader. `reads` is everything that was answered so far, in order."""

    def __init__(self, inner: Reader) -> None:
        self._inner = inner
        self._reads: list[Read] = []

    @property
    def reads(self) -> tuple[Read, ...]:
        """What was asked, in order."""
        return tuple(self._reads)

    def lines(self, path: str, first: int, last: int) -> str:
        """Lines of one file, numbered."""
        return self._noted("lines", (path, first, last), lambda: self._inner.lines(path, first, last))

    def search(self, term: str) -> str:
        """Where `term` stands literally."""
        return self._noted("search", (term,), lambda: self._inner.search(term))

    def list(self, folder: str) -> str:
        """The files below `folder`."""
        return self._noted("list", (folder,), lambda: self._inner.list(folder))

    def _noted(
        self, method: Literal["lines", "search", "list"], arguments: tuple[str | int, ...], look: Callable[[], str]
    ) -> str:
        try:
            answer = look()
        except NotFound as error:
            self._reads.append(Read(method, arguments, _absent(error)))
            raise
        self._reads.append(Read(method, arguments, _digest(answer)))
        return answer


def answers_the_same(reads: Sequence[Read], reader: Reader) -> bool:
    """Whether every look-up gives today what it gave then. Raises Unavailable."""
    return all(_digest_today(read, reader) == read.digest for read in reads)


def _digest_today(read: Read, reader: Reader) -> str:
    try:
        match read.method, read.arguments:
            case "lines", (str(path), int(first), int(last)):
                return _digest(reader.lines(path, first, last))
            case "search", (str(term),):
                return _digest(reader.search(term))
            case "list", (str(folder),):
                return _digest(reader.list(folder))
            case _:
                return ""  # no look-up that this version makes
    except NotFound as error:
        return _absent(error)


def _absent(error: NotFound) -> str:
    return _digest(f"not found: {error}")


def _digest(answer: str) -> str:
    return hashlib.sha256(answer.encode("utf-8", "surrogatepass")).hexdigest()
