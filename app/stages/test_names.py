"""Which ids the name of a test spells: `test_fr_001_locks`, `locksFR001`, `[T014]`, `US1_AC2`."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from specs_schema.subject import Subject, SubjectKind

_KINDS: Final[frozenset[SubjectKind]] = frozenset({"requirement", "scenario", "success_criterion", "task"})
# `FR001Locks` is FR, 001, Locks; `FR-017b` is FR, 017b; `test014` is test, 014, which is no T014.
_TOKEN: Final = re.compile(r"\d+[a-z](?![A-Za-z])|\d+|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
_LONGEST: Final = 2_000  # characters of a name that are looked at
_TELLING: Final = 2  # digits that make one letter an id: `T01`

Tokens = tuple[str, ...]


def tokens(text: str) -> Tokens:
    """Words and numbers of an identifier or a sentence, in small letters."""
    return tuple(token.lower() for token in _TOKEN.findall(text[:_LONGEST]))


def spells(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether `wanted` stands in `words`, one after the other."""
    size = len(wanted)
    return any(tuple(words[at : at + size]) == tuple(wanted) for at in range(len(words) - size + 1))


class SpelledIds:
    """The ids of subjects by how code spells them."""

    def __init__(self, subjects: Iterable[tuple[str, Subject]]) -> None:
        """Of each subject, the feature it belongs to, and itself."""
        self._subjects: dict[Tokens, list[tuple[str, Subject]]] = defaultdict(list)
        for feature, subject in subjects:
            if subject.kind in _KINDS and is_id(tokens(subject.id)):
                self._subjects[tokens(subject.id)].append((feature, subject))
        self._lengths = sorted({len(key) for key in self._subjects}, reverse=True)

    def named(self, text: str) -> Iterator[tuple[str, Subject]]:
        """Feature and subject of every id that `text` spells; of several that begin at one word, the longest."""
        words = tokens(text)
        for start in range(len(words)):
            spelled = (words[start : start + length] for length in self._lengths)
            yield from next((self._subjects[one] for one in spelled if one in self._subjects), ())


def is_id(words: Tokens) -> bool:
    """Whether such an id is told from other words: letters and then a number, and not one letter with one digit."""
    if len(words) <= 1 or not words[0].isalpha() or not words[-1][0].isdigit():
        return False
    return len(words[0]) > 1 or sum(char.isdigit() for word in words for char in word) >= _TELLING
