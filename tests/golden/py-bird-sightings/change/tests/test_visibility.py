import pytest


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("tom", ["Blackbird"]),
        ("ida", ["Eagle Owl", "Blackbird"]),
        ("ruth", ["Eagle Owl", "Blackbird"]),
    ],
)
def test_rare_birds_are_kept_secret(client, report, token, expected):
    report("Blackbird", "2026-05-10", token="tom")
    report("Eagle Owl", "2026-05-11", token="ida")
    listed = client.get("/sightings", headers={"X-Token": token}).json()
    assert [sighting["species"] for sighting in listed] == expected


def test_asking_for_a_rare_bird_does_not_show_it(client, report):
    report("Hoopoe", "2026-05-11", token="ida")
    assert client.get("/sightings", params={"species": "Hoopoe"}, headers={"X-Token": "tom"}).json() == []
