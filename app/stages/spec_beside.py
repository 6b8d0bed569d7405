"""What other places of the spec say of the same things: a contract, the data model, a decision, another requirement.

Documents of one feature disagree more often than one thinks. Whoever is about to confirm a fault has to see that
another place prescribes just what the code does. What this change itself writes into a spec that was there before is no
such place: nobody excuses their code by a sentence of their own.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Evidence
from app.rules.document_quality import Written, written
from app.stages.bearing import within
from app.stages.words import rarities, rarity_of, words
from specs_schema.span import Span
from specs_schema.subject import Subject

_LONGEST = 40  # lines of one passage: a longer section is shown in parts
_SHARE = 0.4  # of the weight of the subject's words, that a passage has to hold
_MOST = 3
_BUDGET = 4_500  # characters of all passages
_FEWEST = 3  # words of a passage that says anything
_HEADING = re.compile(r"#{1,6}\s")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_PASSED_OVER = re.compile(r"(^|/)(tasks\.md|checklists/[^/]+)$")  # claims, and questions about the spec


@dataclass(frozen=True)
class Passages:
    """The passages of one feature's documents with how rare each word is among them."""

    passages: tuple[tuple[Evidence, Counter[str]], ...]
    rarity: Mapping[str, float]

    @property
    def pieces(self) -> tuple[Evidence, ...]:
        """All of them."""
        return tuple(piece for piece, _ in self.passages)

    def beside(self, subject: Subject) -> tuple[Evidence, ...]:
        """The few passages that speak of the same things as `subject`, the nearest first, its own lines left out."""
        rarest = rarity_of(1, len(self.passages))
        wanted = {word: self.rarity.get(word, rarest) for word in words(subject.text)}
        weight = sum(wanted.values())
        if not weight:
            return ()
        scored = [
            (sum(rare for word, rare in wanted.items() if word in counted) / weight, piece)
            for piece, counted in self.passages
            if not piece.span.overlaps(subject.span)
        ]
        near = sorted((pair for pair in scored if pair[0] >= _SHARE), key=lambda pair: (-pair[0], str(pair[1].span)))
        return tuple(within((piece for _, piece in near[:_MOST]), _BUDGET))


def passages_of(dossier: Dossier, feature: ReviewedFeature) -> Passages:
    """The documents of `feature` at head as passages."""
    own = written(dossier) if feature.base else Written({})
    found = tuple(
        (piece, counted)
        for path, text in sorted(dossier.texts.items())
        if path.startswith(f"{feature.dir.dir}/") and not _PASSED_OVER.search(path)
        for piece in _passages(path, text)
        if not own.touches(piece.span) and len(counted := words(piece.text)) >= _FEWEST
    )
    return Passages(found, rarities([counted for _, counted in found]))


def _passages(path: str, text: str) -> Iterator[Evidence]:
    lines = text.split("\n")
    for start, end in pairwise([*_starts(lines), len(lines)]):
        body = "\n".join(line.rstrip("\r") for line in lines[start:end]).rstrip()
        if body:
            last = start + body.count("\n") + 1
            yield Evidence("", "spec", Span(path=path, first=start + 1, last=last), body, "another place of the spec")


def _starts(lines: list[str]) -> Iterator[int]:
    """The indexes of lines that begin a passage: headings outside of fences, and every so many lines."""
    fenced, begun = False, 0
    yield 0
    for index, line in enumerate(lines[1:], start=1):
        fenced ^= bool(_FENCE.match(line))
        if (_HEADING.match(line) and not fenced) or index - begun >= _LONGEST:
            begun = index
            yield index
