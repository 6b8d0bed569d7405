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
    Delivery,
    Exchange,
    Grant,
    Installation,
    IssueComment,
    PullRequest,
    Reaction,
    Repository,
    Review,
    ReviewComment,
    ReviewThread,
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
        self.installations: dict[int, Installation] = {}
        self.grants: dict[str, Grant] = {}
        self.repositories: dict[int, Repository] = {}
        self.pulls: dict[tuple[int, int], PullRequest] = {}
        self.suites: dict[int, CheckSuite] = {}
        self.check_runs: dict[int, CheckRun] = {}
        self.reviews: dict[int, Review] = {}
        self.threads: dict[int, ReviewThread] = {}
        self.review_comments: dict[int, ReviewComment] = {}
        self.issue_comments: dict[int, IssueComment] = {}
        self.reactions: dict[int, Reaction] = {}
        self.deliveries: dict[str, Delivery] = {}
        self.requests: list[Exchange] = []
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
