"""Quotes → the lines they stand on, or nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.evidence import Citation, Evidence
from app.domain.verdict import Quote
from app.stages.mask import shown
from specs_schema.span import Span

MIN_SIGNIFICANT = 4  # letters and digits: below that a quote stands anywhere

_NUMBERED = re.compile(r"^\s*(?P<number>[0-9]{1,7})\s?[|:\u2192\t] ?", re.MULTILINE)
_MARKS = (("`", "`"), ('"', '"'), ("'", "'"), ("\u201c", "\u201d"), ("\u00ab", "\u00bb"))
_LAST_OF_LATIN = 0x24F  # words of other scripts need no space between them, so there a quote may start anywhere


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A quote in one of the forms in which it may stand; `line` is the number that it was copied with."""

    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Quotable:
    """A piece of evidence as it was shown, made ready for looking up.

    `folded` is `text` with every run of whitespace as one space; `offsets` says where in `text` each of its
    characters stands.
    """

    piece: Evidence
    text: str
    folded: str
    offsets: tuple[int, ...]


def quotable(evidence: Iterable[Evidence]) -> tuple[Quotable, ...]:
    """The evidence as the judge was shown it: to be made once for all quotes."""
    return tuple(_fold(piece, shown(piece.text)) for piece in evidence)


def _fold(piece: Evidence, text: str) -> Quotable:
    offsets: list[int] = []
    for word in re.finditer(r"\S+", text):
        if offsets:
            offsets.append(word.start() - 1)
        offsets.extend(range(word.start(), word.end()))
    folded = "".join(" " if text[offset].isspace() else text[offset] for offset in offsets)
    return Quotable(piece, text, folded, tuple(offsets))


def look_up(quotes: Iterable[Quote], evidence: Sequence[Quotable]) -> tuple[Citation, ...]:
    """The quotes that stand, each once, in the order given; what stands nowhere falls."""
    found = (_cite(quote, evidence) for quote in quotes)
    return tuple(dict.fromkeys(citation for citation in found if citation is not None))


def _cite(quote: Quote, evidence: Sequence[Quotable]) -> Citation | None:
    """Where the quote stands: in the evidence it names, else in any other."""
    named = [each for each in evidence if each.piece.id == quote.evidence]
    others = [each for each in evidence if each.piece.id != quote.evidence]
    forms = [form for form in _forms(quote.text) if sum(map(str.isalnum, form.text)) >= MIN_SIGNIFICANT]
    places = (_find(form, each) for each in (*named, *others) for form in forms)
    return next((citation for citation in places if citation is not None), None)


def _forms(quote: str) -> Iterator[_Wanted]:
    """The quote as it is, without line numbers, and without quotation marks, the most literal first."""
    yield _Wanted(" ".join(quote.split()))
    bare = _without_marks(quote)
    yield _Wanted(" ".join(bare.split()))
    numbered = _NUMBERED.match(bare)
    if numbered:
        text = _without_marks(_NUMBERED.sub("", bare))
        yield _Wanted(" ".join(text.split()), int(numbered["number"]))


def _without_marks(quote: str) -> str:
    """The quote without one pair of quotation marks around it."""
    quote = quote.strip()
    for left, right in _MARKS:
        if len(quote) > 1 and quote.startswith(left) and quote.endswith(right):
            return quote[1:-1].strip()
    return quote


def _find(wanted: _Wanted, source: Quotable) -> Citation | None:
    """The first place where the wanted text stands; one on the line it was numbered with goes before."""
    places = [_place(source, at, at + len(wanted.text) - 1) for at in _starts(source.folded, wanted.text)]
    if not places:
        return None
    return next((place for place in places if place.span.first == wanted.line), places[0])


def _place(source: Quotable, first: int, last: int) -> Citation:
    """The citation for the folded characters from `first` to `last`, with the lines they stand on."""
    start, end = source.offsets[first], source.offsets[last] + 1
    span = source.piece.span
    if source.text.count("\n") == span.last - span.first:
        above = span.first + source.text.count("\n", 0, start)
        span = Span(path=span.path, first=above, last=above + source.text.count("\n", start, end))
    return Citation(source.piece.side, span, source.text[start:end])


def _starts(text: str, wanted: str) -> Iterator[int]:
    """Every place where `wanted` stands as whole words and numbers: `max=5` does not stand in `max=50`."""
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _parted(text, at) and _parted(text, end):
            yield at
        at = text.find(wanted, at + 1)


def _parted(text: str, at: int) -> bool:
    """Whether a word or number may end before `at` and another start there."""
    if at in {0, len(text)}:
        return True
    before, after = text[at - 1], text[at]
    if _is_word(before) and _is_word(after):
        return False
    if before in ".," and after.isdigit():
        return not text[at - 2 : at - 1].isdigit()
    return not (before.isdigit() and after in ".," and text[at + 1 : at + 2].isdigit())


def _is_word(character: str) -> bool:
    return character == "_" or (character.isalnum() and ord(character) <= _LAST_OF_LATIN)
