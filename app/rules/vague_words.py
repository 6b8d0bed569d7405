"""Words that leave a requirement to taste, and where they do.

The list follows the INCOSE Guide to Writing Requirements (2023), rules R7 (vague terms), R8 (escape clauses) and R9
(open-ended clauses), and ISO/IEC/IEEE 29148:2018, 5.2.7. Words of theirs that name
things in the specs of software more often than they judge them are left out: `relevant`, `common`, `minimal`, `large`,
`fast`, `any`, `where applicable`.
"""

import re
from collections.abc import Iterator
from typing import Final

JUDGEMENTS: Final = (
    "adequate", "adequately", "appropriate", "appropriately", "reasonable", "reasonably", "sufficiently",
    "user-friendly", "user friendly", "easy to use", "easily", "intuitive", "intuitively", "robust", "robustly",
    "seamless", "seamlessly", "gracefully", "smoothly", "flexibly", "significantly", "performant",
    "state-of-the-art", "timely", "efficient", "efficiently", "quickly", "rapidly", "promptly",
)  # fmt: skip
ESCAPES: Final = (
    "as appropriate", "where appropriate", "when appropriate", "if appropriate", "as needed", "as necessary",
    "if necessary", "where necessary", "when necessary", "if possible", "where possible", "when possible",
    "as far as possible", "as much as possible", "to the extent possible", "where feasible", "when feasible",
    "if feasible", "where practical", "when practical", "if practicable", "when reasonable", "where reasonable",
)  # fmt: skip
OPEN_ENDED: Final = ("etc.", "and so on", "and so forth", "but not limited to")
# What a criterion says about speed without a number has a rule of its own: criterion-without-number.
SPEED: Final = frozenset({"quickly", "rapidly", "promptly", "efficiently", "efficient", "performant"})

_WORDS = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(re.escape(word) for word in sorted((*ESCAPES, *OPEN_ENDED, *JUDGEMENTS), key=len, reverse=True))
    + r")(?![\w-])",
    re.IGNORECASE,
)
# A word that is explained on the spot is not vague: `seamless — no reload`, `promptly (within 2 s)`.
_EXPLAINED = re.compile(
    r"\s*(?:[\w-]+\s+){0,6}?[(:]|\s*(?:[\w-]+\s+){0,5}?[\w-]+:|\s*(?:[\w-]+\s+){0,3}?(?:[—–:]|-\s|i\.e\.|per\b|by\s+\w+ing\b"
    r"|with(?:in|out)?\b|based on\b|in under\b|in less\b)|\s*,\s*\w+ing\b|[^.;]{0,60}?(?:\d+\s*(?:%|m?s\b|sec|min)"
    r"|\bas (?:defined|provided|specified|described)\b)"
)
_FITTING = re.compile(r"\s+(?:to|for)\b")  # `appropriate to its state` names what it must fit
_DENIED = re.compile(r"\b(?:not|no|never|without|n't)\s+(?:\w+\s+)?$", re.IGNORECASE)
# Ending a process gracefully is a term: asking it to end before killing it.
_PROCESS = re.compile(r"\b(?:terminat|shut|stop|kill|exit|drain)\w*\b[^.;]{0,60}$", re.IGNORECASE)
# A list of examples is open by nature: `(JSON, YAML, etc.)`, `actions like Pause, Resume, etc.`
_EXAMPLES = re.compile(r"(?:\([^()]*|\b(?:like|such as|e\.g\.|including)\b[^.;]*)$", re.IGNORECASE)


def vague_words(text: str) -> Iterator[str]:
    """The vague words of `text`, which is prose without code, in lower case and in their order."""
    for found in _WORDS.finditer(text):
        word, before, after = found[0].lower(), text[max(0, found.start() - 120) : found.start()], text[found.end() :]
        if not _is_meant(word, before, after[:120]):
            yield word


def _is_meant(word: str, before: str, after: str) -> bool:
    """Whether what stands around a word says what it means, or that it is none of the requirement's own."""
    if _DENIED.search(before):
        return True
    if word in OPEN_ENDED:
        return _EXAMPLES.search(before) is not None
    if word == "gracefully" and _PROCESS.search(before):
        return True
    fits = word.startswith(("appropriate", "adequate", "reasonable", "sufficient")) and _FITTING.match(after)
    return bool(fits) or (word in JUDGEMENTS and _EXPLAINED.match(after) is not None)
