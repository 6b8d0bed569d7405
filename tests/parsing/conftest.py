import multiprocessing
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_child_is_left() -> Iterator[None]:
    before = set(multiprocessing.active_children())
    yield
    assert set(multiprocessing.active_children()) <= before
