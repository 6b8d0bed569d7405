"""What of a large change no question was asked about is said."""

from builders import a_requirement
from packet_builders import a_bearing, a_piece

from app.stages.pool import Pool
from app.stages.unshown import unshown

PIECES = tuple(a_piece("x" * 9_000, f"src/m{n:02}.py") for n in range(9))
LARGE = Pool(excerpts=PIECES)


def said(*code, pool=LARGE):
    return list(unshown(pool, [a_bearing(a_requirement(), code)]))


def test_parts_that_match_no_question_are_counted_and_some_of_their_files_named():
    (sentence,) = said(*PIECES[:2])

    assert "7 of its 9 parts match no question" in sentence
    assert "`src/m02.py`, `src/m03.py`, `src/m04.py`, `src/m05.py`, `src/m06.py` and 2 more files" in sentence
    assert "src/m00.py" not in sentence


def test_a_file_of_which_several_parts_are_left_is_named_once():
    pool = Pool(excerpts=(*PIECES, a_piece("y" * 9_000, "src/m08.py", first=200)))

    (sentence,) = said(*PIECES[:8], pool=pool)

    assert sentence.endswith("in `src/m08.py`")


def test_nothing_is_said_where_every_part_bears_on_a_question():
    assert said(*PIECES) == []


def test_nothing_is_said_of_a_small_change():
    assert said(pool=Pool(excerpts=PIECES[:2])) == []


def test_nothing_is_said_where_nothing_was_asked():
    assert list(unshown(LARGE, [])) == []
