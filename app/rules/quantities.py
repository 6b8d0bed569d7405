"""The numbers of a sentence that can be thresholds, with unit, dimension and the side from which they bound."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from app.rules.bounds import Bound, bound_of

Dimension = Literal["time", "size", "percent", "count"]


def _named(dimension: Dimension, units: Mapping[str, float]) -> dict[str, tuple[Dimension, float]]:
    return {name: (dimension, factor) for names, factor in units.items() for name in names.split()}


_UNIT: Final[Mapping[str, tuple[Dimension, float]]] = {
    **_named(
        "time",
        {
            "us µs microsecond": 1e-6,
            "ms msec millisecond": 1e-3,
            "s sec second": 1.0,
            "min minute": 60.0,
            "h hr hour": 3_600.0,
            "d day": 86_400.0,
            "week": 604_800.0,
            "month": 2_629_800.0,
            "y yr year": 31_557_600.0,
        },
    ),
    **_named(
        "size",
        {
            "b byte": 1.0,
            "kb kilobyte": 1e3,
            "mb megabyte": 1e6,
            "gb gigabyte": 1e9,
            "tb terabyte": 1e12,
            "kib kibibyte": 2.0**10,
            "mib mebibyte": 2.0**20,
            "gib gibibyte": 2.0**30,
        },
    ),
    **_named("percent", {"% percent pct": 1.0}),
    **_named("count", {"k": 1e3, "m": 1e6}),
}
_UNITS: Final = (
    r"(?:micro|milli)?seconds?|minutes?|hours?|days?|weeks?|months?|years?|msecs?|secs?|mins?|hrs?|yrs?|[µu]s|ms|[shdy]|"
    r"(?:kilo|mega|giga|tera|kibi|mebi|gibi)?bytes?|[KkMGT]i?B|B|percent|pct|%"
)
_TOKEN: Final = re.compile(
    # What holds a digit and is no threshold: addresses and paths; FR-001, p95, v1.2; dates and versions; references and
    # prices; list numbers; patterns such as `{3,5}`.
    r"(?P<name>(?:https?://|[\w.~-]*/)[\w./{}:~-]*[A-Za-z_{][\w./{}:~-]*"
    r"|\b[A-Za-z]+-\d[\w-]*|\b[A-Za-z_]\w*\d\w*|\bv\d[\w.]*"
    r"|\b\d{4}-\d{2}(?:-\d{2})?[\w:-]*|\b\d+\.\d+\.\d[\w.]*|\b0x[0-9a-fA-F]+"
    r"|[#§$€£]\s?\d[\d.,]*|\(\d{1,2}\)|^\d{1,2}[.)](?=\s)|[\[{]\s*\d[^\]}]*[\]}])"
    rf"|(?P<number>\d+(?:[,_]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:(?P<thousands>[kKM])\b|[ \u00a0-]?(?P<unit>{_UNITS})(?![\w-])|(?P<rest>[A-Za-z]\w*))?"
    r"|(?P<word>[A-Za-z_][\w']*)|(?P<sign>>=|<=|[≥≤><.;,:])"
)
_SMALL: Final = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORDS: Final = {word: str(number) for number, word in enumerate(_SMALL, start=2)} | {
    "one": "1",
    "fifteen": "15",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
}
_NUMBER_WORD: Final = re.compile(
    rf"\b({'|'.join(word for word in _NUMBER_WORDS if word != 'one')})\b"
    rf"|\bone(?=[ -](?:{_UNITS})\b)|(?<=at least )one\b|(?<=at most )one\b|(?<=more than )one\b|(?<=exactly )one\b",
    re.IGNORECASE,
)
# What is numbered rather than counted: `step 3`, `port 8080`, `Python 3.11`, `March 5`.
_NUMBERED: Final = re.compile(
    r"version|step|rung|phase|section|stor(y|ies)|scenarios?|requirements?|tasks?|figure|table|chapter|appendix|issue|pr|port|"
    r"status|code|codes|http|https|rfc|iso|level|tier|priority|option|milestone|sprint|release|rule|principle|article|"
    r"feature|spec|criteri(on|a)|item|line|exit|layer|stage|utf|sha|tls|oauth|python|node|java|ruby|php|postgres|"
    r"postgresql|openapi|api|year|jan(uary)?|feb(ruary)?|march|april|may|june|july|aug(ust)?|sept(ember)?|oct(ober)?|"
    r"nov(ember)?|dec(ember)?"
)
_ANSWERS: Final = frozenset(
    {"return", "returns", "returned", "respond", "responds", "with", "response", "error", "a", "an"}
)
_CODES: Final = frozenset(
    {*range(200, 209), *range(300, 309), *range(400, 419), *range(421, 432), 451, *range(500, 512)}
)
PLACE: Final = "#"  # where a quantity stands among the tokens
_YEARS: Final = range(1990, 2101)
_IN_A_YEAR: Final = frozenset({"in", "since", "by", "until", "of", "from"})
_SETS: Final = re.compile(
    r".*[_=].*|defaults?|limit|max|maximum|min|minimum|threshold|value|size|count|length|timeout|equals?|of|to|is|be|by|"
    r"than|exactly|and|after|every|below|under|above|over|exceeds?|score|depth|width|height|[<>≤≥]=?"
)
_SAID: Final = re.compile(r"[a-z][a-z'-]{2,}")  # a word that is shown beside a bare number: `5 attempts`
_SILENT: Final = frozenset(
    {"and", "are", "for", "from", "must", "per", "should", "the", "then", "when", "will", "with"}
)
_DESCRIBES: Final = re.compile(r"(?:ed|ent|ive|ous|que|al)$")  # a word that waits for another: `failed`, `concurrent`


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a sentence. `value` is in seconds, bytes, percent or as counted; `text` is how it is written."""

    value: float
    dimension: Dimension
    text: str
    bound: Bound | None = None

    @property
    def size(self) -> tuple[Dimension, float]:
        """What it amounts to, however it is written."""
        return self.dimension, self.value


@dataclass(frozen=True, slots=True)
class Measured:
    """A text as tokens: words in lower case, and `#` for each quantity, which `quantities` holds by its place."""

    tokens: tuple[str, ...]
    quantities: Mapping[int, Quantity]


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as it stands in the text, before its neighbours were looked at."""

    digits: str
    unit: str
    text: str


def measure(text: str) -> Measured:
    """The tokens of `text` with its quantities; ids, dates, versions, codes and list numbers are words among others."""
    raw = tuple(_raw(text))
    shown = [token if isinstance(token, str) else PLACE for token in raw]
    numbers = {place: token for place, token in enumerate(raw) if isinstance(token, _Number)}
    names = {place for place, number in numbers.items() if _is_name(number, shown, place)}
    tokens = tuple(numbers[place].text.lower() if place in names else word.lower() for place, word in enumerate(shown))
    found = {place: _quantity(number, tokens, place) for place, number in numbers.items() if place not in names}
    return Measured(tokens, {place: quantity for place, quantity in found.items() if quantity})


def _raw(text: str) -> Iterator[str | _Number]:
    plain = re.sub(r"[*`]", "", text)
    digits = _NUMBER_WORD.sub(lambda word: _NUMBER_WORDS[word[0].lower()], plain)
    for match in _TOKEN.finditer(digits):
        if match["number"] and not match["rest"]:
            yield _Number(match["number"], match["unit"] or match["thousands"] or "", match[0])
        else:
            yield match[0]


def _is_name(number: _Number, words: Sequence[str], place: int) -> bool:
    """Whether a bare number names something: a version, a status code, a year, the third step."""
    if number.unit:
        return False
    if re.match(r"0\d", number.digits):
        return True
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if _NUMBERED.fullmatch(before.lower()):
        return True
    first = place < 2 or words[place - 2] in {".", ":", ";"}  # noqa: PLR2004 (the word before begins the sentence)
    if before[:1].isupper() and not before.isupper() and not first:
        return True
    value = float(number.digits.replace(",", "").replace("_", ""))
    if value in _CODES and (before.lower() in _ANSWERS or before == PLACE or after[:1].isupper()):
        return True
    return value in _YEARS and before.lower() in _IN_A_YEAR and not _SAID.fullmatch(after)


def _quantity(number: _Number, tokens: Sequence[str], place: int) -> Quantity | None:
    """The number with what it counts; None where it neither bounds nor measures nor counts nor sets anything."""
    value = float(number.digits.replace(",", "").replace("_", ""))
    dimension, factor = _unit(number.unit)
    bound = bound_of(tokens[:place], tokens[place + 1 :], dimension)
    counted = tuple(_counted(tokens[place + 1 :])) if dimension == "count" else ()
    sets = place > 0 and bool(_SETS.fullmatch(tokens[place - 1]))
    if dimension == "count" and not (number.unit or bound or counted or sets):
        return None
    return Quantity(value * factor, dimension, " ".join([number.text, *counted]), bound)


def _counted(after: Sequence[str]) -> Iterator[str]:
    """What a bare number counts, as `failed attempts`."""
    for word in after[:2]:
        if not _SAID.fullmatch(word) or word in _SILENT:
            return
        yield word
        if not _DESCRIBES.search(word):
            return


def _unit(unit: str) -> tuple[Dimension, float]:
    if not unit:
        return "count", 1.0
    name = unit.lower()
    return _UNIT.get(name) or _UNIT[name.removesuffix("s")]
