"""One review as the ledger remembers it."""

from typing import Literal

from app.domain.check import CheckConclusion, CheckOutput
from app.domain.event import ReviewPlan, Value
from specs_schema.report import Report

ReviewState = Literal["open", "superseded", "completed", "failed"]


class Reviewed(Value):
    """What a review came to: the report, and how its check concludes."""

    report: Report
    conclusion: CheckConclusion


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
    announcing: bool = False
    check_id: int | None = None
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
    """A delivery that was worked into a review: what to start, and which reviews to interrupt."""

    delivery: str
    review: str | None = None
    partition: str = ""
    superseded: tuple[str, ...] = ()


class Unstarted(Value):
    """A review that no workflow was started for, because the process ended before."""

    review: str
    partition: str
