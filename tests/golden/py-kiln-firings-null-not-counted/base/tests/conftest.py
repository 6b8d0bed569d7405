from datetime import date

import pytest

from kilnlog.db import sessions
from kilnlog.kilns import place


@pytest.fixture
def session():
    with sessions("sqlite://")() as session:
        yield session


@pytest.fixture
def kiln(session):
    return place(session, "Big Kiln", date(2026, 3, 14))
