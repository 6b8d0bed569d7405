"""The Desk port: what commands and errands read and write."""

from collections.abc import Sequence

from app.domain.decisions import Acceptance, Waiver
from app.domain.event import InstallationEvent, RepositoryRef
from app.domain.review import OpenErrand, Review
from app.ledger import decisions, errands, installations, leases, limits, owner, reviews
from app.ledger.marks import mark, wait_began
from app.ledger.tables import errands as rows
from app.ledger.transactions import Transactions


class SqlDesk(Transactions):
    """All but `order` and `knows_delivery`, which are about the inbox.

    What is kept of a repository that was forgotten meanwhile raises NotFound.
    """

    async def errand(self, errand: str) -> OpenErrand:
        """The errand with this id. Raises NotFound."""
        return await self._do(errands.read, errand)

    async def replying(self, errand: str) -> None:
        """A reply is about to be posted."""
        await self._do(mark, rows, errand, replying=True)

    async def replied(self, errand: str, comment_id: int) -> None:
        """The reply exists."""
        await self._do(mark, rows, errand, replying=True, reply_id=comment_id, waiting_since=None)

    async def finish_errand(self, errand: str, error: str | None = None) -> None:
        """The errand and its delivery have ended. With `error`, a redelivery runs it again."""
        await self._do(errands.finish, errand, error, self._now())

    async def errand_waited(self, errand: str) -> float:
        """Seconds since the outage began that the errand waits out."""
        now = self._now()
        return now - await self._do(wait_began, rows, errand, now)

    async def reply_to(self, repository_id: int, comment_id: int) -> int | None:
        """The comment of ours that answered an earlier version of this comment."""
        return await self._do(errands.reply_to, repository_id, comment_id)

    async def last_review(self, pull_request: str, head_sha: str = "") -> Review | None:
        """The newest review of a pull request that has a report; of one head when it is given."""
        return await self._do(reviews.last, pull_request, head_sha)

    async def find_review(self, review: str) -> Review | None:
        """The review with this id."""
        return await self._do(reviews.find, review)

    async def count_command(self, pull_request: str, login: str, seconds: float) -> int:
        """Note that `login` used a command; how many it used in the last `seconds`, this one among them."""
        now = self._now()
        return await self._do(limits.count_command, pull_request, login, now - seconds, now)

    async def first_refusal(self, pull_request: str, login: str, what: str, errand: str = "") -> bool:
        """Note a refusal; whether it is the first of its kind, and then `errand` is about to reply."""
        return await self._do(limits.first_refusal, pull_request, login, what, errand, self._now())

    async def waive(self, pull_request: str, waiver: Waiver) -> None:
        """Keep a waiver; it replaces an earlier one of the same subject."""
        await self._do(decisions.waive, pull_request, waiver, self._now())

    async def unwaive(self, pull_request: str, subject: str) -> bool:
        """Take a waiver back; False when there is none."""
        return await self._do(decisions.unwaive, pull_request, subject)

    async def accept(self, pull_request: str, accepted: Sequence[Acceptance]) -> None:
        """Keep acceptances of spec changes."""
        await self._do(decisions.accept, pull_request, accepted, self._now())

    async def correct_feature(self, pull_request: str, feature: str) -> None:
        """Keep which feature the pull request is about: a directory, `none`, or empty to take a correction back."""
        await self._do(decisions.correct_feature, pull_request, feature, self._now())

    async def keep_configuration(self, repository_id: int, text: str) -> None:
        """Remember a configuration of the base branch that is valid."""
        await self._do(decisions.keep_configuration, repository_id, text, self._now())

    async def installed(self, event: InstallationEvent) -> None:
        """Know an installation."""
        await self._do(installations.installed, event)

    async def forget(self, installation_id: int, repositories: Sequence[int] = ()) -> tuple[str, ...]:
        """Delete everything about an installation, or about some of its repositories; ids of reviews and errands."""
        return await self._do(owner.forget, installation_id, repositories)

    async def renamed(self, where: RepositoryRef) -> None:
        """The repository has another name, or installation, by now: reviews, errands and all else go by it."""
        await self._do(owner.renamed, where)

    async def lease(self, name: str, holder: str, seconds: float) -> bool:
        """Whether `holder` alone may do `name` for the next `seconds`; the holder may renew."""
        now = self._now()
        return await self._do(leases.lease, name, holder, now + seconds, now)
