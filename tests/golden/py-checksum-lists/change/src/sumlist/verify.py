from pathlib import Path

from sumlist.digest import digest
from sumlist.entries import entries


def verify(listing: Path) -> int:
    """Checks the files beside the list, up to the first one that is not as it should be."""
    # TODO: colours
    if any([not fine(listing.parent, told, path) for told, path in entries(listing)]):
        return 1
    return 0


def fine(folder: Path, told: str, path: str) -> bool:
    file = folder / path
    if not file.is_file():
        word = "MISSING"
    else:
        word = "OK" if told.lower() == digest(file) else "DIFFERS"
    print(word, path)
    return word == "OK"
