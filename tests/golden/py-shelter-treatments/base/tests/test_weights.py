def test_vets_weigh_animals(client):
    assert client.post("/clinic/animals/1/weights", json={"grams": 8200}).status_code == 204
    assert client.get("/clinic/animals/1/weights").json() == [8200]
