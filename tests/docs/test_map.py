"""app/README.md names files that are there."""

import re
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
MAP = (APP / "README.md").read_text("utf-8")
ROOMS = MAP.split("## Rooms")[1].split("## Where")[0]


def named(text):
    """Every path in code, as it stands there."""
    return sorted(set(re.findall(r"`((?:\.\./)?[\w./-]+(?:\.py|\.md|\.yml|/))`", text)))


@pytest.mark.parametrize("path", named(MAP.replace(ROOMS, "")))
def test_what_the_map_names_is_there(path):
    assert any((root / path).exists() for root in (APP, APP.parent))


@pytest.mark.parametrize("row", [row for row in ROOMS.splitlines() if row.startswith("| `")], ids=lambda row: row[:14])
def test_what_a_room_holds_is_there(row):
    room, *held = re.findall(r"`([\w./]+)`", row)

    assert [path for path in held if not (APP / room / path).exists()] == []
