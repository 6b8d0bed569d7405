"""The model, and what it may look at."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Literal, Protocol

from app.domain.question import Packet, Question
from app.domain.usage import Usage
from app.domain.verdict import Accusation, Failure, Refutation, Reply


class Judge(Protocol):
    """The model. Never raises for what the model does: a failure is a value."""

    async def ask(self, packet: Packet, reader: "Reader | None" = None) -> "tuple[tuple[Reply, ...] | Failure, Usage]":
        """One answer for each question of the packet, or why there is none. `reader`: what may be looked up."""
        ...

    async def refute(
        self, question: Question, packet: Packet, accusation: Accusation, reader: "Reader | None"
    ) -> "tuple[Refutation | Failure, Usage]":
        """Whether an independent reader confirms the accusation. `reader`: what may be looked up."""
        ...


Tier = Literal["standard", "economy"]
OpenJudge = Callable[[Tier], AbstractAsyncContextManager[Judge]]  # opened for one review, closed after it


class Reader(Protocol):
    """What the judge may look at beyond its packet: the head of the change, read-only and bounded.

    It is asked by paths, and answers with names (`stages/path_names.py`): each on one line, whatever is in the path.
    """

    def lines(self, path: str, first: int, last: int) -> str:
        """Lines of one file, numbered; a sentence when there is no such file."""
        ...

    def search(self, term: str) -> str:
        """Where `term` stands literally, a line each; a sentence when nowhere."""
        ...

    def list(self, folder: str) -> str:
        """The files below `folder`, a line each."""
        ...


class Memory(Protocol):
    """What the judge answered before, as JSON, by a key that is a hash of all that was asked. Raises Unavailable."""

    async def recall(self, repository_id: int, keys: Sequence[str]) -> Mapping[str, str]:
        """The values of the keys that are known."""
        ...

    async def remember(self, repository_id: int, values: Mapping[str, str]) -> None:
        """Keep values; one that is known is replaced."""
        ...
