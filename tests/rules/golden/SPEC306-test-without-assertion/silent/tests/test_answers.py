def test_answers(client):
    assert client.get("/answers").status_code == 200
