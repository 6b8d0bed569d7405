"""What people decided about one pull request. Kept in the ledger; nothing of it is ever read from a comment."""

from typing import Literal

from app.domain.event import Value


class Waiver(Value):
    """An accountable exception for one subject. `until` is the last day it holds (ISO 8601); empty: no end."""

    subject: str  # key of the subject, as in `FR-003`
    reason: str
    by: str
    until: str = ""
    feature: str = ""  # feature directory; empty: whichever has the subject
    source: Literal["command", "configuration"] = "command"


class Acceptance(Value):
    """A change of the spec that somebody with write access, and not an author of the change, has accepted.

    `basis` is a digest of the texts before and after: a later change of the same subject is not covered.
    """

    fingerprint: str
    basis: str
    by: str


class Decisions(Value):
    """All that a review has to respect. `today` is the day of the review (ISO 8601), because stages have no clock."""

    today: str = ""
    waivers: tuple[Waiver, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    feature: str = ""  # `/spec feature`: a feature directory, or `none`
    last_valid: str | None = None  # text of the last configuration at the base branch that was valid
    first_contact: bool = False  # no pull request of this repository was held to a spec before
    author_trusted: bool = True  # the author of the pull request has write access
    spendable_usd: float | None = None  # what is left of the day's budget; None: no limit
