from collections.abc import Iterator
from pathlib import Path


def entries(listing: Path) -> Iterator[tuple[str, str]]:
    """The digests and paths of a list, a pair for each of its lines."""
    for line in listing.read_text().splitlines():
        if line.strip():
            told, path = line.split(maxsplit=1)
            yield told, path
