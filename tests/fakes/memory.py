"""What the judge answered before, in a table of this process."""

from collections.abc import Mapping, Sequence

from app.ports import Unavailable


class FakeMemory:
    """The Memory port over `values`, by repository and key. `away` makes every call fail."""

    def __init__(self, *, away: bool = False) -> None:
        self.values: dict[tuple[int, str], str] = {}
        self.away = away
        self.recalled = 0

    async def recall(self, repository_id: int, keys: Sequence[str]) -> Mapping[str, str]:
        self.recalled += 1
        self._answer()
        return {key: self.values[repository_id, key] for key in keys if (repository_id, key) in self.values}

    async def remember(self, repository_id: int, values: Mapping[str, str]) -> None:
        self._answer()
        self.values.update({(repository_id, key): value for key, value in values.items()})

    def _answer(self) -> None:
        if self.away:
            raise Unavailable("The database did not answer")
