"""What became of the inline comments, as the check tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Told:
    """Findings that an inline comment tells. `fingerprints` get no annotation.

    `comments` has those that stand on the pull request: where a person resolved or deleted one, nothing is there to
    link to. `missing` is the permission without which none can be posted.
    """

    fingerprints: frozenset[str] = frozenset()
    comments: Mapping[str, int] = field(default_factory=dict[str, int])  # fingerprint → id of the comment
    beyond: int = 0  # findings that had no room among the comments
    posted: int = 0  # comments that this review wrote
    missing: str = ""


def missing_permission(permission: str) -> str:
    """A sentence that names the permission, and says whose turn it is."""
    return (
        f"Inline comments need the permission `{permission}`: grant it to the App, and accept it where the App is "
        "installed. Until then, findings are annotations."
    )
