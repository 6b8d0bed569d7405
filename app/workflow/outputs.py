"""What a check says when there is no report to show: every text of that kind, in one place."""

from typing import Literal

from app.domain.check import CheckOutput

OnFailure = Literal["neutral", "action_required"]


def skipped(reason: str) -> CheckOutput:
    """A review that was not wanted."""
    return CheckOutput(conclusion="skipped", title="Not reviewed", summary=reason)


def closed() -> CheckOutput:
    """A pull request that was closed before its review began."""
    return skipped("This pull request was closed before the review began.")


def stopped(reason: str) -> CheckOutput:
    """A review that was ended before it was done, because nobody waits for it: closed, or a draft again."""
    return CheckOutput(conclusion="skipped", title="Review stopped", summary=f"{reason}. The review was stopped.")


def asked_anew() -> CheckOutput:
    """A review of a head of which a newer review was asked for."""
    return CheckOutput(
        conclusion="cancelled",
        title="Asked for again",
        summary="Another review of the same commit was asked for; its check takes the place of this one.",
    )


def superseded(head_sha: str) -> CheckOutput:
    """A review whose head is no longer the newest."""
    return CheckOutput(
        conclusion="cancelled",
        title=f"Superseded by {head_sha[:12]}",
        summary=f"A newer commit was pushed; `{head_sha}` is reviewed in place of this one.",
    )


def outage(minutes: int, how: OnFailure) -> CheckOutput:
    """GitHub or the model stayed away for longer than patience lasts."""
    return CheckOutput(
        conclusion=how,
        title="Not judged: an outage",
        summary=f"What the review needs did not answer for {minutes} minutes. This says nothing about the change.\n\n"
        "Push again, or reopen the pull request, to have it reviewed.",
    )


def refused(reason: str, how: OnFailure) -> CheckOutput:
    """GitHub will not give what the review needs; a person has to act."""
    return CheckOutput(
        conclusion=how,
        title="Not judged: no access",
        summary=f"{reason}.\n\nThis says nothing about the change.",
    )


def internal_error(error_id: str, how: OnFailure) -> CheckOutput:
    """A fault of ours. The id leads to the log."""
    return CheckOutput(
        conclusion=how,
        title="Not judged: internal error",
        summary=f"Speckeeper failed; this says nothing about the change.\n\n"
        f"The operator finds error `{error_id}` in the log. Reopen the pull request to try again.",
    )
