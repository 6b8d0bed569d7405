"""Why a subject is demanded of this change."""

from dataclasses import dataclass
from typing import Literal

ClaimKind = Literal[
    "ticked",  # the change ticks the task
    "path",  # the change touches the files of the task
    "named",  # title, body, branch or a commit names the id
    "cited",  # a claimed task or story cites the subject
    "story",  # the change completes the story it belongs to
    "complete",  # the change completes the task list of the feature
]


@dataclass(frozen=True, slots=True)
class Claim:
    """One reason, in words a person can check (`ticks T014`, `T014 cites FR-003`)."""

    subject: str  # key of the subject
    kind: ClaimKind
    reason: str
