"""One review as the ledger remembers it."""

from typing import Literal

from app.domain.check import CheckConclusion, CheckOutput
from app.domain.conversation import Placement
from app.domain.event import ReviewPlan, Value, WorkEvent
from specs_schema.report import Report

ReviewState = Literal["open", "superseded", "completed", "failed"]


class Acceptable(Value):
    """A change of the spec that somebody may accept: the finding, and a digest of the texts before and after."""

    fingerprint: str
    basis: str


class Reviewed(Value):
    """What a review came to: the report, how its check concludes, and what its publication needs beside them."""

    report: Report
    conclusion: CheckConclusion
    placements: tuple[Placement, ...] = ()  # of the findings that can be told at a line of the diff
    most_comments: int = 0
    acceptable: tuple[Acceptable, ...] = ()  # changes of the spec that wait for acceptance
    first_contact: bool = False  # nobody in this repository has met us or configured anything
    configuration: str | None = None  # text of the valid configuration that this review went by


class Review(Value):
    """The marks of one review; a mark is set before the write it stands for, so that a crash leaves a trace.

    `announcing`: a check run may have been created. `completing`: it may have been completed. `output` is a text
    of our own (skipped, failed ...) that stands in for the report.
    """

    id: str
    plan: ReviewPlan
    state: ReviewState
    skip: str | None = None
    superseded_by: str | None = None
    stopped: str | None = None  # why a review ended that no newer head replaces
    announcing: bool = False
    check_id: int | None = None
    commenting: bool = False  # inline comments may have been posted
    completing: bool = False
    reviewed: Reviewed | None = None
    output: CheckOutput | None = None
    error: str | None = None
    github_requests: int = 0
    finished: bool = False

    @property
    def decided(self) -> bool:
        """Whether there is something to publish."""
        return self.reviewed is not None or self.output is not None or self.skip is not None


class Taken(Value):
    """A delivery that was worked in: what to start, and which reviews to interrupt."""

    delivery: str
    review: str | None = None
    errand: str | None = None
    partition: str = ""
    superseded: tuple[str, ...] = ()


class Unstarted(Value):
    """A review or errand that no workflow was started for, because the process ended before."""

    kind: Literal["review", "errand"]
    id: str
    partition: str


class OpenErrand(Value):
    """An errand as the ledger remembers it. `reply_id` is the comment of ours that answers a command."""

    id: str
    event: WorkEvent
    reply_id: int | None = None
    replying: bool = False  # a reply may have been posted
    finished: bool = False
