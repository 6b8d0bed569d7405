"""What a check says while its review runs."""

from dataclasses import dataclass
from typing import Final

from app.domain.event import ReviewPlan
from app.stages.defuse import code, plain

_ENDS: Final = "This check ends by itself."


@dataclass(frozen=True, slots=True)
class Announcement:
    """Title and summary of a check run in progress."""

    title: str
    summary: str


def announcement(plan: ReviewPlan) -> Announcement:
    """What is being done for `plan`, in a few lines."""
    head = code(plan.head_sha[:12])
    if plan.merge_group is not None:
        onto = code(plan.merge_group.base_ref)
        return Announcement(
            "Reviewing the merge group",
            f"What the group brings to {onto} at {head} is compared with its specs. Answers about pull requests that "
            f"the group leaves unchanged are taken over. {_ENDS}",
        )
    held = f"the spec in {code(plan.feature)}" if plan.feature else "its spec"
    lines = [f"The change at {head} is compared with {held}: first by rules, then requirement by requirement."]
    if plan.full:
        lines.append("Everything is asked again, remembered verdicts aside.")
    if plan.asked_by:
        lines.append(f"Asked for by {code(plan.asked_by)}.")
    title = f"Reviewing {plain(plan.feature, 200)}" if plan.feature else "Reviewing"
    return Announcement(title, "\n\n".join([*lines, _ENDS]))
