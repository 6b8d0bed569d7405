import pytest


def days(client, **query):
    return [sighting["seen_on"][-2:] for sighting in client.get("/sightings", params=query).json()]


@pytest.fixture
def may(report):
    for day, species in [("02", "Robin"), ("01", "Swift"), ("03", "Robin")]:
        report(species, f"2026-05-{day}")


@pytest.fixture
def many(report):
    for count in range(60):
        report("Robin", f"2026-04-{count // 2 + 1:02}")


def test_the_latest_is_first(client, may, report):
    report("Mallard", "2026-05-02")
    assert days(client) == ["03", "02", "02", "01"]
    assert [one["species"] for one in client.get("/sightings").json()] == ["Robin", "Mallard", "Robin", "Swift"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"species": "Robin"}, ["03", "02"]),
        ({"since": "2026-05-02", "until": "2026-05-03"}, ["03", "02"]),
        ({"since": "2026-05-02"}, ["03", "02"]),
        ({"until": "2026-05-01"}, ["01"]),
        ({"species": "Swift", "since": "2026-05-02"}, []),
    ],
)
def test_the_list_is_narrowed(client, may, query, expected):
    assert days(client, **query) == expected


def test_pages_are_full_until_the_last(client, many):
    assert [len(days(client, page=page)) for page in (1, 2, 3)] == [50, 10, 0]
    assert [len(days(client, page=page, size=25)) for page in (1, 2, 3)] == [25, 25, 10]


def test_pages_follow_each_other(client, many):
    assert days(client, size=30) + days(client, size=30, page=2) == days(client, size=60)


@pytest.mark.parametrize("query", [{"size": 0}, {"size": 201}, {"page": 0}, {"page": 100_001}, {"size": "all"}])
def test_pages_have_limits(client, query):
    assert client.get("/sightings", params=query).status_code == 422


def test_strangers_read_nothing(client):
    assert client.get("/sightings", headers={"X-Token": ""}).status_code == 401
