def test_a_sighting_is_reported(report):
    answer = report("Robin", "2026-04-02")
    assert answer.status_code == 201
    assert answer.json()["observer"] == "Ida"


def test_a_species_has_to_be_known(report):
    assert report("Dodo", "2026-04-02").status_code == 422
