"""Where things are on the forge and on this service."""

from collections.abc import Callable
from dataclasses import dataclass

Link = Callable[[str, int, int], str]  # path, first and last line → address, or nothing


def no_link(path: str, first: int, last: int) -> str:
    """For places without a forge."""
    del path, first, last
    return ""


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses: of lines at head, of a rule's page by its code, of an inline comment by its id, of lines elsewhere."""

    lines: Link = no_link
    rule: Callable[[str], str] | None = None
    comment: Callable[[int], str] | None = None
    at: Callable[[str], Link] | None = None  # by the id of a commit

    def base(self, merge_base: str) -> Link:
        """Addresses of lines at the merge base; none where nobody knows them, for those at head would be wrong."""
        return self.at(merge_base) if self.at else no_link
