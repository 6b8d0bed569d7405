"""Inline comments of ours: what is to be said, what was said, and what became of it. Plain JSON."""

from typing import Literal

from app.domain.event import Value

Permission = Literal["none", "read", "triage", "write", "maintain", "admin"]
Reaction = Literal["eyes", "+1", "-1", "confused", "rocket"]
CommentPlace = Literal["conversation", "review"]


class Placement(Value):
    """Where a finding can be told in the diff: lines of head inside one hunk.

    `basis` is a digest of the subject's text and of the code that is quoted: while it is the same, what a person
    resolved stays resolved. `suggestion` replaces exactly these lines; only rules make one.
    """

    fingerprint: str
    path: str
    line: int  # the last line
    start_line: int | None = None  # None for a single line
    basis: str = ""
    suggestion: str | None = None


class Remark(Value):
    """One inline comment to be."""

    placement: Placement
    body: str


class PostedComment(Value):
    """An inline comment of ours as the ledger knows it. `body` is what it said when it was posted."""

    fingerprint: str
    comment_id: int
    basis: str
    body: str
    state: Literal["open", "fixed"] = "open"


class Thread(Value):
    """A thread that one of our comments began, as the code host tells it now."""

    comment_id: int
    thread_id: str
    resolved: bool = False
    resolved_by: str = ""


class Discussion(Value):
    """The head at this moment, and the threads of ours."""

    head_sha: str
    threads: tuple[Thread, ...] = ()


class Publication(Value):
    """The writes that bring the comments of a pull request in line with a report."""

    create: tuple[Remark, ...] = ()
    fixed: tuple[PostedComment, ...] = ()  # to be edited to say so
    told: frozenset[str] = frozenset()  # fingerprints that a comment tells, old or new: no annotation repeats them
    beyond: int = 0  # findings that had no room among the comments
