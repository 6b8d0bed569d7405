import logging

import pytest
from fastapi.testclient import TestClient


def test_the_log_has_method_path_and_status_and_nothing_of_the_body(
    client: TestClient, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO, "ragline")
    client.post("/v1/documents?secret=1", json={"title": "Confidential", "text": "Private words."})

    assert [record.getMessage() for record in caplog.records if record.name.startswith("ragline")] == [
        "POST /v1/documents 201"
    ]
