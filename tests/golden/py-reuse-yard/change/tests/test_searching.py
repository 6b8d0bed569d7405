import pytest


@pytest.fixture
def halls(client):
    for what, hall, brought_on in [
        ("Oak wardrobe", "North", "2026-09-10"),
        ("Oak dining table", "South", "2026-09-14"),
        ("Small WARDROBE, white", "South", "2026-06-16"),
        ("Bookcase", "North", "2026-06-15"),
    ]:
        client.post("/items", json={"what": what, "hall": hall, "brought_on": brought_on})
    return client


def found(client, **query):
    return [item["what"] for item in client.get("/items", params=query).json()]


def test_what_was_brought_last_is_first(halls):
    assert found(halls) == ["Oak dining table", "Oak wardrobe", "Small WARDROBE, white"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("wardrobe OAK", ["Oak wardrobe"]),
        ("wardrobe", ["Oak wardrobe", "Small WARDROBE, white"]),
        ("ardro", ["Oak wardrobe", "Small WARDROBE, white"]),
        ("wardrobe table", []),
    ],
)
def test_every_word_has_to_be_there(halls, words, expected):
    assert found(halls, q=words) == expected


def test_a_hall_narrows_the_search(halls):
    assert found(halls, q="oak", hall="South") == ["Oak dining table"]


def test_items_are_offered_for_ninety_days(halls):
    assert "Small WARDROBE, white" in found(halls)
    assert "Bookcase" not in found(halls)


@pytest.mark.parametrize(("day", "expected"), [("2026-09-14", 201), ("2026-09-15", 422)])
def test_nothing_is_brought_tomorrow(client, day, expected):
    assert client.post("/items", json={"what": "Lamp", "hall": "North", "brought_on": day}).status_code == expected
