from collections.abc import Iterator
from pathlib import Path

ENDINGS = frozenset({".jpg", ".jpeg", ".heic"})


def photos_below(folder: Path) -> Iterator[Path]:
    """Every photo of a folder and its subfolders, in the order of their paths."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in ENDINGS and path.is_file():
            yield path
