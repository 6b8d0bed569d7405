"""Bearings → Packets: which questions share a request, and on which evidence they are asked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise, zip_longest

from app.domain.evidence import Evidence
from app.domain.question import Bearing, Packet
from app.rules.counterparts import is_before
from app.stages.pool import Pool
from specs_schema.span import Span
from specs_schema.task import Task

# A whole change up to this many characters is shown to every question as one prefix: read from the cache it costs a
# tenth, so 12,000 tokens shown to two or three requests are cheaper than two or three selections of half that size.
SHARED_BUDGET = 48_000
_OWN_BUDGET = 16_000  # a change up to this many characters is shown whole to a second reader, who then looks up less
_GROUP_BUDGET = 40_000  # characters of code of the change in one packet, where the whole does not fit
_REST_BUDGET = 14_000  # characters of unchanged code in one packet
_OMITTED = 30  # omitted excerpts that are named; beyond, they are counted


def packets(asked: Sequence[Bearing], pool: Pool, together: int) -> tuple[Packet, ...]:
    """Every first request about `asked`, each with at most `together` questions.

    Where the whole change fits and most of it bears on something, all packets begin with it (`shared`), and the
    model's cache then holds it; otherwise questions on the same code go together.
    """
    now = [bearing for bearing in asked if not is_before(bearing.question.subject)]
    earlier = [bearing for bearing in asked if is_before(bearing.question.subject)]
    whole = _is_worth_showing_whole(now, pool)
    if not whole:
        groups = [*_on_the_same_code(now, together), *_on_the_same_code(earlier, together)]
        return tuple(_of_pieces(group, _bearing_code(group, pool), pool) for group in groups)
    return (*_sharing(now, pool, together), *_sharing(earlier, pool, together))


def own_packet(bearing: Bearing, pool: Pool, cited: Iterable[Evidence] = ()) -> Packet:
    """One question alone, on what bears on it and on the pieces `cited`: what its second reader is shown."""
    best = pool.excerpts if pool.size <= _OWN_BUDGET else bearing.code
    code = tuple(dict.fromkeys([*best, *(piece for piece in cited if piece.side == "code")]))
    return _of_pieces([bearing], _in_order(code, pool), pool)


def _is_worth_showing_whole(asked: Sequence[Bearing], pool: Pool) -> bool:
    if pool.size > SHARED_BUDGET:
        return False
    wanted = {piece.span: len(piece.text) for bearing in asked for piece in bearing.code[: bearing.near]}
    return 2 * sum(wanted.values()) >= pool.size


def _sharing(asked: Sequence[Bearing], pool: Pool, together: int) -> Iterator[Packet]:
    """Packets that begin with all that bears on any of the questions; neighbours in the documents go together."""
    if not asked:
        return
    shared = (*pool.excerpts, *_spoken(asked), *_unchanged(asked, {piece.span for piece in pool.excerpts}))
    ordered = sorted(asked, key=_family)
    number = -(-len(asked) // together)
    ends = [len(asked) * index // number for index in range(number + 1)]
    for start, end in pairwise(ends):
        yield _numbered(ordered[start:end], (*shared, *_record(ordered[start:end], pool.searched)), pool, len(shared))


def _on_the_same_code(asked: Sequence[Bearing], together: int) -> Iterator[tuple[Bearing, ...]]:
    """Groups of questions on much the same code."""
    left = list(asked)
    while left:
        group = [left.pop(0)]
        while left and len(group) < together and (nearest := _nearest(group, left)) is not None:
            group.append(left.pop(nearest))
        yield tuple(group)


def _family(bearing: Bearing) -> tuple[bool, str]:
    """Requirements and scenarios first, tasks by story or phase."""
    subject = bearing.question.subject
    return (True, subject.story or subject.phase) if isinstance(subject, Task) else (False, "")


def _nearest(group: Sequence[Bearing], left: Sequence[Bearing]) -> int | None:
    """The place of the question that brings the least new code, where the packet still holds it."""
    shown = {piece.span: len(piece.text) for bearing in group for piece in bearing.code}
    used = sum(shown.values())
    new = [sum(len(piece.text) for piece in bearing.code if piece.span not in shown) for bearing in left]
    best = min(range(len(left)), key=lambda place: (new[place], place))
    return best if used + new[best] <= _GROUP_BUDGET else None


def _bearing_code(group: Sequence[Bearing], pool: Pool) -> tuple[Evidence, ...]:
    return _in_order(dict.fromkeys(piece for bearing in group for piece in bearing.code), pool)


def _of_pieces(group: Sequence[Bearing], code: Sequence[Evidence], pool: Pool) -> Packet:
    """The questions of `group` on `code` of the change, and on all else that bears on them."""
    rest = [*_spoken(group), *_unchanged(group, {piece.span for piece in code}), *_record(group, pool.searched)]
    return _numbered(group, (*code, *rest), pool)


def _numbered(group: Sequence[Bearing], evidence: Sequence[Evidence], pool: Pool, shared: int = 0) -> Packet:
    return Packet(
        feature=group[0].question.feature,
        questions=tuple(bearing.question for bearing in group),
        evidence=tuple(replace(piece, id=f"E{number}") for number, piece in enumerate(evidence, start=1)),
        shared=shared,
        omitted=_omitted(pool, {piece.span for piece in evidence}),
        unread=pool.unread,
    )


def _in_order(pieces: Iterable[Evidence], pool: Pool) -> tuple[Evidence, ...]:
    """The pieces as the files have them, those of no excerpt at the end."""
    places = {excerpt: place for place, excerpt in enumerate(pool.excerpts)}
    return tuple(sorted(pieces, key=lambda piece: places.get(piece, len(places))))


def _spoken(group: Sequence[Bearing]) -> tuple[Evidence, ...]:
    """What spec and author say, each line once: the spec first."""
    pieces = [piece for bearing in group for piece in bearing.rest if piece.side != "code"]
    shown: set[Span] = set()
    kept: list[Evidence] = []
    for piece in sorted(pieces, key=lambda piece: piece.side != "spec"):
        if not _is_within(piece.span, shown):
            shown.add(piece.span)
            kept.append(piece)
    return tuple(kept)


def _unchanged(group: Sequence[Bearing], kept: set[Span]) -> Iterator[Evidence]:
    """Code that the change leaves as it is, in turns for each question, as much as there is room for."""
    of_each = ([piece for piece in bearing.rest if piece.side == "code"] for bearing in group)
    room, chosen = _REST_BUDGET, list[Evidence]()
    for piece in chain.from_iterable(zip_longest(*of_each)):
        if piece is not None and len(piece.text) <= room and not _is_within(piece.span, kept):
            room -= len(piece.text)
            chosen.append(piece)
    # Two ways of finding a place show it once, in its larger excerpt.
    larger = {piece.span for piece in chosen}
    for piece in dict.fromkeys(chosen):
        if not _is_within(piece.span, larger - {piece.span}):
            yield piece


def _is_within(span: Span, shown: Iterable[Span]) -> bool:
    return any(one.covers(span) for one in shown)


def _record(group: Sequence[Bearing], files: int) -> Iterator[Evidence]:
    """What was searched for over the whole tree at head, and where it stands: made by program."""
    if not any(bearing.searched for bearing in group):
        return
    first = f"{files} files at head, specs left out, were searched for each of these, literally, in any case:"
    lines = [first, *dict.fromkeys(line for bearing in group for line in bearing.searched)]
    span = Span(path=".", first=1, last=len(lines))
    yield Evidence("", "search", span, "\n".join(lines), "record of a search of the whole tree at head")


def _omitted(pool: Pool, kept: set[Span]) -> tuple[str, ...]:
    absent = [excerpt.span for excerpt in pool.excerpts if excerpt.span not in kept]
    ends = {(span.path, span.last + 1) for span in absent}
    # Neighbours are named once, by where the first begins.
    places = dict.fromkeys(str(span) for span in absent if (span.path, span.first) not in ends)
    left = [*pool.unread, *places]
    more = [f"and {len(left) - _OMITTED} more places"] if len(left) > _OMITTED else []
    return (*left[:_OMITTED], *more)
