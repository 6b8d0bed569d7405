"""Whether what a change brings now could alter an answer that was given before."""

import hashlib
import json
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from app.domain.evidence import Evidence
from app.domain.question import Bearing
from app.domain.verdict import ModelAnswer


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an answer was given on, as digests: source is not kept.

    `bearing`: every piece that bore on the question. `shown`: these and the others of its request. `quoted`: those
    that it quotes.
    """

    shown: frozenset[str]
    bearing: frozenset[str]
    quoted: frozenset[str]
    searched: tuple[str, ...]


def trace(piece: Evidence) -> str:
    """A digest of a piece, the same wherever its lines have moved: line numbers and ids are no part of it."""
    text = json.dumps([piece.side, piece.span.path, piece.text])
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:20]


def traces(pieces: Iterable[Evidence]) -> frozenset[str]:
    """The digests of all pieces but records of searches, which are compared by what they say."""
    return frozenset(trace(piece) for piece in pieces if piece.side != "search")


def still_stands(answer: ModelAnswer, grounds: Grounds, bearing: Bearing, present: AbstractSet[str]) -> bool:
    """Whether an answer given on `grounds` needs no second asking; `present` are the digests of all that is there now.

    Nothing that bears on the question closely may be new, and everything that was quoted has to be there still.
    What was missing or left open is asked again as soon as anything that bears on it is not the same: new code
    anywhere may be what was looked for.
    """
    closely = traces([*bearing.code[: bearing.near], *(piece for piece in bearing.rest if piece.side != "code")])
    if not (closely <= grounds.shown and grounds.quoted <= present):
        return False
    settled = answer in {"met", "violated"} or (answer == "unsure" and not bearing.question.claimed)
    same = traces([*bearing.code, *bearing.rest]) == grounds.bearing and bearing.searched == grounds.searched
    return settled or same
