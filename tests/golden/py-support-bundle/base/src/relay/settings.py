"""Settings as `name = value` lines."""

from collections.abc import Iterator
from pathlib import Path

_HIDDEN = ("_token", "_secret", "_password")


class Settings:
    def __init__(self, values: dict[str, str]) -> None:
        self._values = values

    @classmethod
    def read(cls, path: Path) -> "Settings":
        lines = (line for line in path.read_text(encoding="utf-8").splitlines() if "=" in line)
        pairs = (line.split("=", 1) for line in lines if not line.lstrip().startswith("#"))
        return cls({name.strip(): value.strip() for name, value in pairs})

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def public(self) -> Iterator[tuple[str, str]]:
        for name, value in sorted(self._values.items()):
            yield name, "•••" if name.endswith(_HIDDEN) else value
