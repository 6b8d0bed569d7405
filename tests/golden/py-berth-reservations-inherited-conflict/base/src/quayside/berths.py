import json
from dataclasses import dataclass
from pathlib import Path

from quayside.errors import NotFound


@dataclass(frozen=True)
class Berth:
    name: str
    longest_m: float


class Berths:
    def __init__(self, berths: list[Berth]) -> None:
        self._by_name = {berth.name: berth for berth in berths}

    @classmethod
    def load(cls, path: Path) -> "Berths":
        return cls([Berth(**row) for row in json.loads(path.read_text(encoding="utf-8"))])

    def get(self, name: str) -> Berth:
        try:
            return self._by_name[name]
        except KeyError:
            raise NotFound(f"There is no berth {name}") from None

    def names(self) -> list[str]:
        return sorted(self._by_name)
