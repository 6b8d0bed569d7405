from datetime import datetime, timedelta

import pytest

BRUNO, MIMI = "/clinic/animals/1/treatments", "/clinic/animals/2/treatments"
CARPROFEN = {"medicine": "Carprofen", "dose_mg": 50}


def test_a_vet_records_a_treatment(client):
    answer = client.post(BRUNO, json=CARPROFEN)
    assert answer.status_code == 201
    treatment = answer.json()
    assert datetime.fromisoformat(treatment.pop("recorded_at")).utcoffset() == timedelta(0)
    assert treatment == {"medicine": "Carprofen", "dose_mg": 50, "note": "", "vet": "Dr. Okafor"}


@pytest.mark.parametrize(("session", "expected"), [("k", 403), ("", 401), ("unknown", 401)])
def test_treatments_are_for_vets(client, session, expected):
    headers = {"X-Session": session}
    assert client.post(BRUNO, json=CARPROFEN, headers=headers).status_code == expected
    assert client.get(BRUNO, headers=headers).status_code == expected


@pytest.mark.parametrize(
    "body",
    [
        {"medicine": " ", "dose_mg": 50},
        {"medicine": "x" * 81, "dose_mg": 50},
        {"medicine": "Carprofen", "dose_mg": 0},
        {"medicine": "Carprofen"},
        CARPROFEN | {"note": "x" * 501},
        CARPROFEN | {"vet": "Somebody else"},
    ],
)
def test_what_is_not_valid_is_refused(client, body):
    assert client.post(BRUNO, json=body).status_code == 422


def test_adopted_animals_are_not_treated(client):
    assert client.post(MIMI, json=CARPROFEN).status_code == 409
    assert client.get(MIMI).json() == []


def test_an_animal_has_to_be_there(client):
    assert client.post("/clinic/animals/3/treatments", json=CARPROFEN).status_code == 404
    assert client.get("/clinic/animals/3/treatments").status_code == 404


def test_the_last_treatment_is_first(client):
    client.post(BRUNO, json=CARPROFEN)
    client.post(BRUNO, json={"medicine": "Maropitant", "dose_mg": 16.5})
    assert [treatment["medicine"] for treatment in client.get(BRUNO).json()] == ["Maropitant", "Carprofen"]
