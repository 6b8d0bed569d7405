"""Where the simulated GitHub keeps its state: numbers, clock, lock, and looking things up."""

import itertools
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from app.simulator.state import (
    Account,
    App,
    CheckRun,
    CheckSuite,
    Conversion,
    Delivery,
    Exchange,
    Grant,
    Installation,
    IssueComment,
    PullRequest,
    QueueEntry,
    Reaction,
    Repository,
    Review,
    ReviewComment,
    ReviewThread,
    Write,
)
from app.simulator.wire import not_found

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


class Store:
    """All state. Whoever reads or writes holds `lock`; the lock may be taken again by its holder."""

    def __init__(self, clock: Clock = system_clock) -> None:
        self.lock = threading.RLock()
        self.clock = clock
        self.url = "http://github.invalid"
        self.accounts: dict[str, Account] = {}
        self.apps: dict[int, App] = {}
        self.conversions: dict[str, Conversion] = {}
        self.visitor = "octocat"  # whoever is logged in where the site's pages are opened
        self.installations: dict[int, Installation] = {}
        self.grants: dict[str, Grant] = {}
        self.repositories: dict[int, Repository] = {}
        self.old_names: dict[str, int] = {}  # names that repositories had before, with small letters
        self.deleted: dict[int, str] = {}  # the last names of repositories that are gone
        self.pulls: dict[tuple[int, int], PullRequest] = {}
        self.queue: dict[int, QueueEntry] = {}
        self.suites: dict[int, CheckSuite] = {}
        self.check_runs: dict[int, CheckRun] = {}
        self.reviews: dict[int, Review] = {}
        self.threads: dict[int, ReviewThread] = {}
        self.review_comments: dict[int, ReviewComment] = {}
        self.issue_comments: dict[int, IssueComment] = {}
        self.reactions: dict[int, Reaction] = {}
        self.deliveries: dict[str, Delivery] = {}
        self.requests: list[Exchange] = []
        self.writes: list[Write] = []
        self._ids: Iterator[int] = itertools.count(41_000_001)

    def next_id(self) -> int:
        """A number that nothing else has."""
        return next(self._ids)

    def now(self) -> datetime:
        """The time, in whole seconds as GitHub tells it."""
        return self.clock().astimezone(UTC).replace(microsecond=0)

    @property
    def api_url(self) -> str:
        """Where the REST interface is, in the links of every object."""
        return f"{self.url}/api/v3"

    def account(self, login: str) -> Account:
        """The account of this name; made a person on first sight."""
        if login not in self.accounts:
            name = login.replace("-", " ").title()
            email = f"{login}@users.noreply.github.com"
            self.accounts[login] = Account(self.next_id(), login, name=name, email=email)
        return self.accounts[login]

    def organization(self, login: str) -> Account | None:
        """The organisation of this name; made on first sight. None when it is a person's or a bot's."""
        known = login in self.accounts
        account = self.account(login)
        if not known:
            account.type = "Organization"
        return account if account.type == "Organization" else None

    def account_of_email(self, email: str) -> Account | None:
        """Whose address this is, if somebody's."""
        return next((account for account in self.accounts.values() if account.email == email), None)

    def repository(self, full_name: str) -> Repository:
        """The repository `owner/name`; letter case does not matter. Raises Refusal 404."""
        wanted = full_name.casefold()
        for repository in self.repositories.values():
            if repository.full_name.casefold() == wanted:
                return repository
        raise not_found()

    def moved(self, full_name: str) -> Repository | None:
        """The repository that had this name once, whether or not another has it by now."""
        return self.repositories.get(self.old_names.get(full_name.casefold(), 0))

    def number_of(self, full_name: str) -> int:
        """The id of the repository that has this name, or had it, deleted ones included. Raises Refusal 404."""
        wanted = full_name.casefold()
        current = {one.full_name.casefold(): one.id for one in self.repositories.values()}
        gone = {name.casefold(): number for number, name in self.deleted.items()}
        for names in (current, self.old_names, gone):
            if wanted in names:
                return names[wanted]
        raise not_found()

    def pull(self, repository: Repository, number: int) -> PullRequest:
        """A pull request by number. Raises Refusal 404."""
        pull = self.pulls.get((repository.id, number))
        if pull is None:
            raise not_found()
        return pull

    def pulls_of(self, repository: Repository) -> list[PullRequest]:
        """The pull requests of a repository, newest first."""
        found = [pull for pull in self.pulls.values() if pull.repository_id == repository.id]
        return sorted(found, key=lambda pull: -pull.number)

    def forget(self, repository: Repository) -> None:
        """Remove a repository and all that belongs to it. What was told about it stays in the log of deliveries."""
        self.deleted[repository.id] = repository.full_name
        del self.repositories[repository.id]
        self.pulls = {key: one for key, one in self.pulls.items() if key[0] != repository.id}
        for numbered in (
            self.queue,
            self.suites,
            self.check_runs,
            self.reviews,
            self.threads,
            self.review_comments,
            self.issue_comments,
        ):
            for number in [number for number, one in numbered.items() if one.repository_id == repository.id]:
                del numbered[number]

    def comments_of(self, pull: PullRequest) -> list[IssueComment]:
        """The comments in the conversation of a pull request, oldest first."""
        key = (pull.repository_id, pull.number)
        return [one for one in self.issue_comments.values() if (one.repository_id, one.number) == key]

    def queued(self, repository: Repository, base_ref: str) -> list[QueueEntry]:
        """The entries of a branch's merge queue, first to last."""
        return [one for one in self.queue.values() if (one.repository_id, one.base_ref) == (repository.id, base_ref)]

    def installation_of(self, repository: Repository, app_id: int) -> Installation | None:
        """The App's installation that reaches this repository, if one does."""
        for installation in self.installations.values():
            if installation.app_id == app_id and reaches(installation, repository):
                return installation
        return None


def reaches(installation: Installation, repository: Repository) -> bool:
    """Whether the installation was given this repository."""
    if installation.account.id != repository.owner.id:
        return False
    return installation.repository_ids is None or repository.id in installation.repository_ids
