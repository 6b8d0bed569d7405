"""The words of a text that can find code: identifiers split into their parts, stop words left out."""

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*|\d+(?:[.,]\d+)*")
# Scripts without spaces between words, of which two neighbours are as good as a word; and words with other letters.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
_ACCENTED = re.compile(r"[^\W\d_]*[\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff][^\W\d_]*")
_PARTS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_IDENTIFIER = re.compile(
    r"(?<![\w.])(?:[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+|[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+|[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)"
)
_TICKED = re.compile(r"`([^`\n]{2,80})`")
_STOP = frozenset(
    [
        "a",
        "able",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "could",
        "create",
        "created",
        "do",
        "does",
        "each",
        "either",
        "ensure",
        "every",
        "for",
        "from",
        "given",
        "has",
        "have",
        "if",
        "implement",
        "implemented",
        "in",
        "into",
        "is",
        "it",
        "its",
        "may",
        "more",
        "most",
        "must",
        "no",
        "not",
        "of",
        "on",
        "one",
        "only",
        "or",
        "other",
        "our",
        "per",
        "provide",
        "shall",
        "should",
        "so",
        "such",
        "support",
        "system",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "update",
        "user",
        "users",
        "using",
        "via",
        "was",
        "were",
        "when",
        "where",
        "which",
        "while",
        "who",
        "will",
        "with",
        "within",
        "without",
        "would",
        "add",
        "all",
        "also",
        "write",
        "test",
        "tests",
        "file",
        "files",
        "task",
        "need",
        "use",
        "used",
        "between",
        "return",
        "returns",
        "make",
        "sure",
        "following",
        "new",
    ]
)
_SHORTEST_TERM = 5
_PLAIN = 3  # plain words of one subject that are searched for


def words(text: str) -> Counter[str]:
    """How often each lower-case word stands in `text`; `maxCitations` counts as `max` and `citation`."""
    found: Counter[str] = Counter()
    for match in _WORD.findall(text):
        parts = _PARTS.findall(match) or [match]
        found.update(_stem(part.lower()) for part in parts if part.lower() not in _STOP)
    found.update(match.lower() for match in _ACCENTED.findall(text))
    found.update(run[at : at + 2] for run in _UNSPACED.findall(text) for at in range(len(run) - 1))
    return found


def rarities(texts: Sequence[Collection[str]]) -> dict[str, float]:
    """How much each word that occurs in `texts` tells of one of them: the more, the fewer hold it."""
    found = Counter(word for text in texts for word in text)
    return {word: rarity_of(number, len(texts)) for word, number in found.items()}


def rarity_of(number: int, texts: int) -> float:
    """How much a word tells that `number` of so many `texts` hold."""
    return math.log(1 + texts / number)


def search_terms(text: str, limit: int = 6) -> tuple[str, ...]:
    """The literal strings whose presence in code would be a trace of `text`, the most telling first.

    Quoted code and identifiers come first; plain words fill up, the longest first, because a long word of a
    requirement is rarer in code than a short one. Of these the ending is left off: they are searched for in any case,
    so that `citations` finds `MAX_CITATION`.
    """
    quoted = [term for term in _TICKED.findall(text) if " " not in term or term[0] in "\"'"]
    identifiers = _IDENTIFIER.findall(text)
    plain = [word for word in _WORD.findall(_TICKED.sub(" ", text)) if _telling(word) and word not in identifiers]
    by_length = sorted(dict.fromkeys(_beginning(word.lower()) for word in plain), key=lambda word: (-len(word), word))
    return tuple(dict.fromkeys([*quoted[:limit], *identifiers[:limit], *by_length[:_PLAIN]]))[:limit]


def _telling(word: str) -> bool:
    return len(word) >= _SHORTEST_TERM and word[0].isalpha() and word.lower() not in _STOP


def _beginning(word: str) -> str:
    """The word without a common ending, as far as the rest is still telling."""
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_TERM:
            return word[: -len(ending)]
    return word


def _stem(word: str) -> str:
    """Plural and common endings off: enough to let `citations` meet `citation`."""
    for ending in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004 (shorter stems are no words)
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word
