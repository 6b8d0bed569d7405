"""The forge, as reviews, comments and commands need it. All raise Unavailable and Refused."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from app.domain.check import Check, CheckOutput
from app.domain.conversation import CommentPlace, Discussion, Permission, Reaction, Remark
from app.domain.event import PullRequest, RepositoryRef, ReviewPlan
from app.domain.forge import Delivery, GroupEntry, Installation, OpenPull
from app.domain.repository import Remote
from app.domain.usage import Meter


class CodeHost(Protocol):
    """The forge. Raises Unavailable and Refused."""

    async def pull_request(self, plan: ReviewPlan) -> PullRequest:
        """The facts at this moment, the configuration at the base branch's tip among them."""
        ...

    async def merge_group(self, plan: ReviewPlan) -> tuple[GroupEntry, ...]:
        """The pull requests of a merge group, in their order, each with the part of the group that is its own."""
        ...

    async def discussion(self, plan: ReviewPlan) -> Discussion:
        """The head at this moment, and the threads that comments of ours began."""
        ...

    async def remote(self, plan: RepositoryRef) -> Remote:
        """Where to fetch the repository from."""
        ...

    async def create_check(self, plan: ReviewPlan, external_id: str) -> int:
        """Create the check run of this head as in progress; its id. Not safe to repeat: look it up first."""
        ...

    async def find_check(self, plan: ReviewPlan, external_id: str) -> Check | None:
        """The check run of this head that was created under `external_id`."""
        ...

    async def complete_check(self, plan: ReviewPlan, check_id: int, output: CheckOutput) -> None:
        """Complete the check run. Not safe to repeat, because annotations append: look it up first."""
        ...

    def metered(self) -> AbstractContextManager[Meter]:
        """Count the requests that are made within."""
        ...

    async def lacks_to_comment(self, plan: RepositoryRef) -> str:
        """The permission that is missing to post inline comments, as `name: level`; empty when none is."""
        ...

    async def find_comments(self, plan: ReviewPlan, review: str) -> Mapping[str, int]:
        """The inline comments of ours that were posted for `review`: fingerprint → id of the comment."""
        ...

    async def create_comments(self, plan: ReviewPlan, review: str, remarks: Sequence[Remark]) -> None:
        """Post all `remarks` as one review of kind COMMENT. Raises Refused when GitHub takes none of them."""
        ...

    async def create_comment(self, plan: ReviewPlan, review: str, remark: Remark) -> int:
        """Post one remark; the id of the comment. Raises Refused when its lines are not in the diff."""
        ...

    async def edit_comment(self, plan: RepositoryRef, comment_id: int, body: str) -> bool:
        """Change an inline comment of ours; False when it is gone. Safe to repeat."""
        ...

    async def resolve_thread(self, plan: RepositoryRef, thread_id: str) -> bool:
        """Resolve a thread; False where our permissions do not allow it. Safe to repeat."""
        ...


class Talk(Protocol):
    """The forge, as commands, buttons and errands need it. Raises Unavailable and Refused."""

    async def react(self, where: RepositoryRef, place: CommentPlace, comment_id: int, reaction: Reaction) -> None:
        """Put a reaction on a comment. Safe to repeat."""
        ...

    async def reply(self, where: RepositoryRef, number: int, body: str) -> int:
        """Write a comment below the pull request; its id. Not safe to repeat: look it up first."""
        ...

    async def find_reply(self, where: RepositoryRef, number: int, marker: str) -> int | None:
        """The comment of ours below the pull request that ends with `marker`."""
        ...

    async def edit_reply(self, where: RepositoryRef, comment_id: int, body: str) -> bool:
        """Change a comment of ours below a pull request; False when it is gone. Safe to repeat."""
        ...

    async def permission(self, where: RepositoryRef, login: str) -> Permission:
        """What `login` may do in the repository."""
        ...

    async def authors(self, where: RepositoryRef, number: int) -> frozenset[str]:
        """Logins of all who wrote the pull request: who opened it, and authors and committers of its commits."""
        ...

    async def pull_request_head(self, where: RepositoryRef, number: int) -> OpenPull:
        """Head, state and author of a pull request at this moment."""
        ...

    async def pull_requests_at(self, where: RepositoryRef, sha: str) -> tuple[OpenPull, ...]:
        """The open pull requests whose head is this commit, those of forks included."""
        ...

    async def file(self, where: RepositoryRef, revision: str, path: str) -> str | None:
        """The text of a file; None when there is none."""
        ...

    async def defaults(self, where: RepositoryRef) -> str | None:
        """The text of the organisation's configuration, from its `.github` repository; None when there is none."""
        ...

    async def write_check(self, where: RepositoryRef, sha: str, name: str, output: CheckOutput) -> None:
        """Create a completed check run under another name than the review's."""
        ...


class Installations(Protocol):
    """The forge, as the App looks after itself: with its own key, not an installation's. Raises the same."""

    async def failed_deliveries(self, since: float) -> tuple[Delivery, ...]:
        """Deliveries after that moment (seconds since 1970) of which no attempt succeeded, oldest first."""
        ...

    async def redeliver(self, delivery_id: int) -> None:
        """Have GitHub deliver a webhook again."""
        ...

    async def installations(self) -> tuple[Installation, ...]:
        """Every installation that is not suspended."""
        ...

    async def open_pulls(self, installation: Installation, since: float) -> tuple[OpenPull, ...]:
        """The open pull requests of its repositories that were updated after that moment."""
        ...
