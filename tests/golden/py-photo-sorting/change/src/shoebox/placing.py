from collections.abc import Iterator
from itertools import count
from pathlib import Path

from shoebox.checksums import checksum
from shoebox.months import folder_of


class Places:
    """Where photos go, so that no two of them get the same place."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._given: dict[Path, Path] = {}

    def place(self, photo: Path) -> Path | None:
        """A path that is free, or None for a photo that has its place already."""
        for path in self._candidates(photo):
            standing = self._given.get(path, path)
            if not standing.exists():
                self._given[path] = photo
                return path
            if checksum(standing) == checksum(photo):
                return None
        raise AssertionError("count() has no end")

    def _candidates(self, photo: Path) -> Iterator[Path]:
        folder = self._target / folder_of(photo.name)
        yield folder / photo.name
        for number in count(1):
            yield folder / f"{photo.stem}-{number}{photo.suffix}"
