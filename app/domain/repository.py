"""What the Repository port answers with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Blob:
    """The content of one file at one commit. `oid` is its Git object id."""

    path: str
    oid: str
    data: bytes


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One path of a commit's tree. `size` is None where Git does not say (submodules, absent blobs)."""

    path: str
    oid: str
    mode: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One line that a search found."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. Only where it is `complete` does the absence of a term mean that it stands nowhere."""

    hits: tuple[Hit, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Remote:
    """Where to fetch a repository from, and the header that opens it: never logged, never an argument."""

    url: str
    authorization: str

    def __repr__(self) -> str:
        return f"Remote(url={self.url!r}, authorization=...)"
