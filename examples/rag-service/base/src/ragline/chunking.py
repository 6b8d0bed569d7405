"""Cutting a text into passages."""

from collections.abc import Iterator

from ragline.sentences import Span, sentence_spans, trim


def passage_spans(text: str, limit: int) -> list[Span]:
    """Start and end of every passage: whole sentences, as many as fit into `limit` characters.

    A sentence that is longer than `limit` on its own is cut at white space, or inside a word if it has none.
    """
    passages: list[Span] = []
    for start, end in _pieces(text, limit):
        if passages and end - passages[-1][0] <= limit:
            passages[-1] = (passages[-1][0], end)
        else:
            passages.append((start, end))
    return passages


def _pieces(text: str, limit: int) -> Iterator[Span]:
    for start, end in sentence_spans(text):
        while end - start > limit:
            cut = _last_space(text, start, start + limit)
            if piece := trim(text, (start, cut)):
                yield piece
            start = cut
        if piece := trim(text, (start, end)):
            yield piece


def _last_space(text: str, start: int, limit: int) -> int:
    for position in range(limit, start, -1):
        if text[position].isspace():
            return position
    return limit
