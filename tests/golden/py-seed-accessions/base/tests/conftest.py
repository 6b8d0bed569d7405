from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy.orm import Session

from seedvault.database import connect

ROOT = Path(__file__).parents[1]


@pytest.fixture
def session(tmp_path):
    url = f"sqlite:///{tmp_path / 'seedvault.db'}"
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", url)
    command.upgrade(config, "head")
    with Session(connect(url)) as session:
        yield session
