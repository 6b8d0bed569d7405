from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A file that takes the place of `path` in one step, once everything is written.

    Readers never see half of it, and when writing fails, `path` stays as it was.
    """
    draft = path.with_name(f".{path.name}.part")
    file = draft.open("w", encoding="utf-8", newline="")
    try:
        yield file
    finally:
        file.close()
        draft.replace(path)
