"""How runs of lines lie to each other."""

import pytest

from specs_schema.span import Span


def lines(first, last, path="a.py"):
    return Span(path=path, first=first, last=last)


@pytest.mark.parametrize(
    ("other", "covered", "shared"),
    [
        (lines(3, 7), True, True),
        (lines(4, 6), True, True),
        (lines(2, 7), False, True),
        (lines(3, 8), False, True),
        (lines(7, 9), False, True),
        (lines(1, 3), False, True),
        (lines(8, 9), False, False),
        (lines(1, 2), False, False),
        (lines(4, 6, "b.py"), False, False),
    ],
)
def test_a_span_covers_what_lies_inside_and_overlaps_what_shares_a_line(other, covered, shared):
    span = lines(3, 7)

    assert (span.covers(other), span.overlaps(other), other.overlaps(span)) == (covered, shared, shared)
