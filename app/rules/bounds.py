"""From which side a number bounds, as far as the words around it tell."""

import re
from collections.abc import Sequence
from typing import Final, Literal

Bound = Literal["upper", "lower"]

_NEAR = 14  # words before a number, and after it, that are looked at
_CLAUSE: Final = frozenset({".", ";", ":", ","})
_GAP = r"(?: (?:a|an|the|of|is|to|be|about|total|first|last|exactly|only|approximately|[a-z]+(?= of))){0,3}$"

_AT_MOST: Final = re.compile(
    r"(?:\bat most|\b(?:no|not|never) (?:more|longer|greater|larger|higher|later) than|"
    r"\b(?:not|never|without) exceed(?:ing)?|"
    r"\bmax(?:imum)?(?: [a-z]+){0,2}|\blimited to|\bcapped at|\bwithin|\bno later than)" + _GAP
)
_AT_LEAST: Final = re.compile(
    r"(?:\bat least|\b(?:no|not|never) (?:less|fewer|shorter|lower|smaller) than|\bmin(?:imum)?(?: [a-z]+){0,2})" + _GAP
)
_UP_TO: Final = re.compile(r"\bup to" + _GAP)
_ABOVE: Final = re.compile(
    r"(?:\b(?:more|greater|longer|larger|higher) than|\bover|\babove|\bexceed(?:s|ing)?|\bbeyond|>=?|≥)" + _GAP
)
_BELOW: Final = re.compile(
    r"(?:\b(?:less|fewer|shorter|smaller|lower|faster|sooner) than|\bunder|\bbelow|<=?|≤)" + _GAP
)
_OR_LESS: Final = re.compile(
    r"^(?:[a-z-]+ ){0,3}?(?:or (?:less|fewer|shorter|faster|earlier|lower|under)|at most|max(?:imum)?)\b"
)
_OR_MORE: Final = re.compile(
    r"^(?:[a-z-]+ ){0,3}?(?:or (?:more|longer|greater|higher|above|better|later)|at least|min(?:imum)?)\b"
)

_NEGATED: Final = re.compile(
    r"\b(?:not|never|no|cannot|without|reject(?:s|ed)?|refuse[sd]?|den(?:y|ies)|blocks?|prevents?|prohibits?|forbids?|disallows?)\b"
)
_CONDITION: Final = re.compile(r"\b(?:if|when|once|whose|where|whenever|unless|until|after|while|for every|given)\b")
_CAPABLE: Final = re.compile(
    r"\b(?:supports?|handles?|scales?|sustains?|process(?:es)?|accommodates?|serves?|retains?|retention|keeps?|kept|"
    r"preserves?|stores?|stored|maintains?|available)\b"
)
_OFFERED: Final = re.compile(r"\b(?:allows?|accepts?|permits?|enables?|retr(?:y|ies)|offers?|shows?|displays?|tries)\b")
_LASTING: Final = re.compile(r"\b(?:expires?|expiry|timeout|times? out|ttl|time to live)(?: [a-z]+){0,3}$")
_DONE_IN: Final = re.compile(
    r"\b(?:complet|finish|load|respond|return|render|display|find|open|run|execut|start|appear|process)[a-z]*\b.*\bin"
    + _GAP
)
_TRIES: Final = re.compile(r"^(?:[a-z-]+ ){0,3}(?:attempts?|tries|failures?)\b")
_BAD: Final = re.compile(
    r"\b(?:errors?|fail\w*|loss|lost|miss\w*|incorrect\w*|wrong\w*|overhead|increas\w*|degrad\w*|slow\w*|drop\w*|false|reduc\w*)\b"
)
_SHARE: Final = re.compile(r"^(?:of|the)\b")


def bound_of(before: Sequence[str], after: Sequence[str], dimension: str) -> Bound | None:
    """`upper` for what may not be exceeded, `lower` for what must be reached, None where the words do not tell.

    None is the safe answer: a changed number of unknown direction is shown like one that became looser.
    """
    lead, tail = _clause(before), _clause(after, forwards=True)
    whole = f"{lead} {tail}"
    if re.search(r"\bafter$", lead) and _TRIES.search(tail):
        return "upper"
    if _CONDITION.search(lead):
        return None
    negated = bool(_NEGATED.search(re.sub(r"\b(?:no|not|never|without) (?=\w+ than|exceed)", "", lead)))
    stated = _stated(lead, tail, whole)
    if stated:
        return None if negated else stated
    if compared := _compared(lead):
        return _other(compared) if negated else compared
    return None if negated else _usual(lead, tail, dimension)


def _clause(tokens: Sequence[str], *, forwards: bool = False) -> str:
    """The words next to a number, up to the next mark."""
    near = list(tokens[:_NEAR]) if forwards else list(reversed(tokens[-_NEAR:]))
    end = next((place for place, token in enumerate(near) if token in _CLAUSE), len(near))
    return " ".join(near[:end] if forwards else reversed(near[:end]))


def _stated(lead: str, tail: str, whole: str) -> Bound | None:
    """The side that is said in so many words."""
    if _UP_TO.search(lead):
        if _OFFERED.search(lead):
            return None
        return "lower" if _CAPABLE.search(whole) else "upper"
    if _AT_MOST.search(lead) or _OR_LESS.search(tail):
        return "upper"
    return "lower" if _AT_LEAST.search(lead) or _OR_MORE.search(tail) else None


def _compared(lead: str) -> Bound | None:
    """`more than 5`: to be reached, unless something is forbidden or refused there."""
    if _ABOVE.search(lead):
        return "lower"
    return "upper" if _BELOW.search(lead) else None


def _other(bound: Bound) -> Bound:
    return "lower" if bound == "upper" else "upper"


def _usual(lead: str, tail: str, dimension: str) -> Bound | None:
    """The side that such a number has where nothing is said."""
    if dimension == "percent" and _SHARE.search(tail):
        return None if _BAD.search(tail) else "lower"
    if dimension != "time":
        return None
    if _CAPABLE.search(lead):
        return "lower"
    return "upper" if _LASTING.search(lead) or _DONE_IN.search(lead) else None
