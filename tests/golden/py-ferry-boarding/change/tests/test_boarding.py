from ferry.boarding import Car, board
from ferry.deck import Deck

LOW, HIGH = Deck("low", 10_000, 2_000), Deck("high", 10_000, 4_200)


def test_cars_go_where_they_fit():
    placed, ashore = board([Car("A", 4.5, 1.5), Car("B", 5.0, 2.0), Car("C", 6.2, 2.8), Car("D", 3.9, 1.4)], [LOW, HIGH])
    assert placed == {"A": "low", "B": "low", "C": "high"}
    assert ashore == ["D"]


def test_booked_cars_go_first():
    cars = [Car("walk-in", 9.0, 1.5, booked=False, arrived=1), Car("late", 9.0, 1.5, arrived=9)]
    assert board(cars, [LOW]) == ({"late": "low"}, ["walk-in"])


def test_who_comes_first_goes_first():
    cars = [Car("second", 9.0, 1.5, arrived=2), Car("first", 9.0, 1.5, arrived=1)]
    assert board(cars, [LOW]) == ({"first": "low"}, ["second"])
