import pytest

from gazetteer.places import Place
from gazetteer.suggesting import Suggester

PLACES = [
    Place("Münster", "DE", 317713),
    Place("München", "DE", 1512491),
    Place("Muncie", "US", 65194),
    Place("Springfield", "US", 59357),
    Place("Springfield", "US", 114394),
    Place("Älmhult", "SE", 9000),
    Place("Alby", "SE", 9000),
]


@pytest.fixture
def suggester():
    return Suggester(PLACES)


def names(places):
    return [place.name for place in places]


@pytest.mark.parametrize("typed", ["MUN", "mün", " mun ", "Mu\u0308n"])
def test_case_marks_and_spaces_make_no_difference(suggester, typed):
    assert names(suggester.suggest(typed)) == ["München", "Münster", "Muncie"]


def test_larger_places_are_first(suggester):
    assert [place.inhabitants for place in suggester.suggest("spring")] == [114394, 59357]


def test_the_alphabet_decides_between_equals(suggester):
    assert names(suggester.suggest("al")) == ["Alby", "Älmhult"]


@pytest.mark.parametrize("typed", ["", "m", " m "])
def test_one_letter_is_too_little(suggester, typed):
    assert suggester.suggest(typed) == []


def test_only_beginnings_count(suggester):
    assert suggester.suggest("field") == []


@pytest.mark.parametrize(("wanted", "given"), [({}, 10), ({"number": 20}, 20), ({"number": 80}, 50)])
def test_suggestions_are_limited(wanted, given):
    suggester = Suggester([Place(f"Newtown {count}", "XX", count) for count in range(99)])
    assert len(suggester.suggest("new", **wanted)) == given
