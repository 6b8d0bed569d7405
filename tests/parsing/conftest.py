import multiprocessing
from collections.abc import Iterator
from multiprocessing import forkserver

import pytest


@pytest.fixture(autouse=True, scope="session")
def no_server_is_left() -> Iterator[None]:
    yield
    forkserver._forkserver._stop()


@pytest.fixture(autouse=True)
def no_child_is_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []
