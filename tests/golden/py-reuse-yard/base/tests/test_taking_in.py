def test_an_item_is_taken_in(client):
    answer = client.post("/items", json={"what": "Oak wardrobe", "hall": "North", "brought_on": "2026-09-14"})
    assert answer.status_code == 201
    assert answer.json() == {"id": 1, "what": "Oak wardrobe", "hall": "North", "brought_on": "2026-09-14"}
