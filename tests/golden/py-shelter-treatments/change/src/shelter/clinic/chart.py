from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(frozen=True)
class Treatment:
    medicine: str
    dose_mg: float
    note: str
    vet: str
    recorded_at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Chart:
    """What each animal was given."""

    def __init__(self) -> None:
        self._by_animal: defaultdict[int, list[Treatment]] = defaultdict(list)

    def record(self, animal_id: int, treatment: Treatment) -> None:
        self._by_animal[animal_id].insert(0, treatment)

    def of(self, animal_id: int) -> list[Treatment]:
        return list(self._by_animal[animal_id])
