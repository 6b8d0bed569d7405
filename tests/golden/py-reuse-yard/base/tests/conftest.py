from datetime import date

import pytest
from fastapi.testclient import TestClient

from reuse.app import create_app
from reuse.yard import Yard

TODAY = date(2026, 9, 14)


@pytest.fixture
def client():
    return TestClient(create_app(Yard(today=lambda: TODAY)))
