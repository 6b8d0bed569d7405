"""Operations of contracts and the routes of the code: which serves which, and which may."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from app.domain.change import ChangedFile
from app.domain.code import ANY_METHOD, Route
from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.evidence import Citation
from app.domain.path_template import DEEP, UNKNOWN, path_template
from specs_schema.contract import Contract, Operation
from specs_schema.contracts.schema_model import OperationModel
from specs_schema.span import Span

_PARAMETER: Final = "{}"
_ALIKE: Final = 0.75  # likeness of two segments from which one is taken for the other, spelled otherwise


@dataclass(frozen=True, slots=True)
class Wanted:
    """An operation with the contract and the feature that it is of."""

    feature: ReviewedFeature
    contract: Contract
    operation: Operation

    @property
    def key(self) -> tuple[str, ...]:
        """The segments of its path."""
        return path_template(self.operation.path).key

    @property
    def model(self) -> OperationModel | None:
        """What the contract says of it, to be compared."""
        known = self.contract.model.operations if self.contract.model is not None else ()
        own = (self.operation.method, self.operation.path)
        found = [one for one in known if (one.method.upper(), one.path) == own and not one.webhook]
        return found[0] if len(found) == 1 else None

    @property
    def demanded(self) -> bool:
        """Whether the change claims it by more than touching a file of an open task."""
        return any(claim.kind != "path" for claim in self.feature.claims_on(self.operation.key))


@dataclass(frozen=True)
class CodeRoutes:
    """The routes at head beside the operations of all reviewed features."""

    dossier: Dossier

    @cached_property
    def certain(self) -> tuple[Route, ...]:
        """Routes whose method and path are known."""
        return tuple(route for route in self.dossier.code.routes if not route.doubt)

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """Every operation with a method and a path."""
        return tuple(
            Wanted(feature, contract, operation)
            for feature in self.dossier.features
            if feature.head
            for contract in feature.head.contracts
            for operation in contract.operations
            if operation.method and operation.path.startswith("/")
        )

    @cached_property
    def _added(self) -> dict[str, frozenset[int]]:
        return {file.path: _written(file) for file in self.dossier.change.files}

    def added(self, route: Route) -> bool:
        """Whether the change writes the line that declares the route. One that it moves or lays out anew was there."""
        return route.span.first in self._added.get(route.span.path, frozenset())

    def serving(self, wanted: Wanted) -> tuple[Route, ...]:
        """Certain routes of the operation's method and path, under whatever base path."""
        key, method = wanted.key, wanted.operation.method
        found = [route for route in self.certain if route.method in (method, ANY_METHOD)]
        exact = tuple(route for route in found if _key(route) == key)
        return exact or tuple(route for route in found if _same_place(_key(route), key))

    def lacks(self, wanted: Wanted) -> bool:
        """Whether no route is the operation, or could be."""
        return not self.serving(wanted) and not self.may_serve(wanted)

    def may_serve(self, wanted: Wanted) -> bool:
        """Whether a route that is not certain, or one with a parameter in its place, could be the operation."""
        key, method = wanted.key, wanted.operation.method
        for route in self.dossier.code.routes:
            fits = route.method in (method, ANY_METHOD)
            if fits and ((route.doubt and _could_be(route, key)) or _covers(_key(route), key)):
                return True
        return False

    def serves_any(self, route: Route) -> bool:
        """Whether any contract of the reviewed features has the route."""
        return any(
            route.method in (one.operation.method, ANY_METHOD)
            and (_same_place(_key(route), one.key) or _covers(_key(route), one.key))
            for one in self.wanted
        )

    def near(self, wanted: Wanted) -> Route | None:
        """The one certain route, in no contract, that differs from the operation in its method or in one segment."""
        found = [route for route in self.certain if not self.serves_any(route) and self._differs(route, wanted)]
        return found[0] if len(found) == 1 else None

    def _differs(self, route: Route, wanted: Wanted) -> bool:
        own, key = _key(route), wanted.key
        added = self.added(route)
        if route.method != wanted.operation.method:
            return added and wanted.demanded and route.method != ANY_METHOD and _same_place(own, key)
        if (added or wanted.demanded) and _respelled(own, key):
            return True
        return added and wanted.demanded and _one_more(own, key)

    def nearest(self, wanted: Wanted) -> Route | None:
        """The certain route that shares most segments with the operation."""
        key = wanted.key
        scores = [
            (difflib.SequenceMatcher(None, _key(route), key, autojunk=False).ratio(), route) for route in self.certain
        ]
        best = max((score for score, _ in scores), default=0.0)
        return next((route for score, route in scores if score == best), None) if best > 0 else None

    def readable(self, wanted: Wanted) -> bool:
        """Whether the routes of the code that would serve the contract are certainly among those that were read.

        They are where another operation of the contract is served, or, for a machine-readable one, where a route
        begins with the same fixed segment.
        """
        others = [one for one in self.wanted if one.contract is wanted.contract and one is not wanted]
        if any(self.serving(one) for one in others):
            return True
        first = wanted.key[:1]
        fixed = bool(first) and _PARAMETER not in first[0]
        return wanted.contract.kind == "openapi" and fixed and any(_key(route)[:1] == first for route in self.certain)


def _written(file: ChangedFile) -> frozenset[int]:
    """Numbers of the lines that the change adds, but for those with a path that it takes out elsewhere in the file."""
    removed = {line.text.strip() for hunk in file.hunks for line in hunk.lines if line.kind == "removed"}
    return frozenset(number for number, text in file.added_lines() if "/" not in text or text.strip() not in removed)


def _key(route: Route) -> tuple[str, ...]:
    return path_template(route.path).key


def _same_place(own: tuple[str, ...], key: tuple[str, ...]) -> bool:
    """The same path, or the same end of it: contracts leave out the base path, and so do services behind a proxy."""
    if own == key:
        return True
    short, long = sorted((own, key), key=len)
    return bool(short) and short[0] != _PARAMETER and long[-len(short) :] == short


def _covers(own: tuple[str, ...], key: tuple[str, ...]) -> bool:
    """Whether a parameter of the route takes what is fixed in the operation: `/users/{}` serves `/users/me`."""
    if len(own) != len(key) or own == key:
        return False
    return all(mine == theirs or (mine == _PARAMETER != theirs) for mine, theirs in zip(own, key, strict=True))


def _could_be(route: Route, key: tuple[str, ...]) -> bool:
    """Whether a route of which a part is not known could have this path."""
    own = _key(route)
    if own == (DEEP,):
        return False  # what takes everything that nobody else does serves no operation
    deep = DEEP in own
    known = own[: own.index(DEEP)] if deep else own
    if UNKNOWN not in known:
        short = key[: len(known)] if deep else key
        return _same_place(known, short) or _covers(known, short)
    tail = known[len(known) - known[::-1].index(UNKNOWN) :]
    if deep:
        return any(key[at : at + len(tail)] == tail for at in range(len(key)))
    short_tail, short_key = tail[-len(key) :], key[-len(tail) :] if tail else ()
    return not tail or short_tail == short_key or _covers(short_tail, short_key)


def _respelled(own: tuple[str, ...], key: tuple[str, ...]) -> bool:
    """Whether exactly one fixed segment is spelled otherwise: `/answer` and `/answers`."""
    if len(own) != len(key):
        return False
    pairs = [(mine, theirs) for mine, theirs in zip(own, key, strict=True) if mine != theirs]
    return len(pairs) == 1 and all(_PARAMETER not in one for one in pairs[0]) and _alike(*pairs[0])


def _alike(first: str, second: str) -> bool:
    one, other = (text.lower().replace("_", "-") for text in (first, second))
    return one == other or difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _one_more(own: tuple[str, ...], key: tuple[str, ...]) -> bool:
    """Whether one of the two has one segment more between its first and its last, and all others are the same."""
    short, long = sorted((own, key), key=len)
    if len(long) - len(short) != 1 or len(short) < 2:  # noqa: PLR2004 - of one segment, another is no variant
        return False
    return any(long[:at] + long[at + 1 :] == short for at in range(1, len(long) - 1))


def base_paths(wanted: Iterable[Wanted]) -> Iterator[tuple[str, ...]]:
    """The fixed beginnings of the paths of contracts, two segments of them where there are two."""
    for one in wanted:
        fixed: list[str] = []
        for segment in one.key[:2]:
            if _PARAMETER in segment:
                break
            fixed.append(segment)
        if fixed:
            yield tuple(fixed)


def begins(route: Route, base: Sequence[str]) -> bool:
    """Whether the path of a route begins with these segments."""
    return _key(route)[: len(base)] == tuple(base)


def spec_line(dossier: Dossier, span: Span) -> tuple[Citation, ...]:
    """The first line of a span in a spec document, to be quoted."""
    lines = dossier.texts.get(span.path, "").split("\n")
    if span.first > len(lines) or not lines[span.first - 1].strip():
        return ()
    first = Span(path=span.path, first=span.first, last=span.first)
    return (Citation("spec", first, lines[span.first - 1].strip()),)


def code_line(span: Span, quote: str) -> Citation:
    """The first line of a declaration in code, to be quoted."""
    return Citation("code", Span(path=span.path, first=span.first, last=span.first), quote.strip())
