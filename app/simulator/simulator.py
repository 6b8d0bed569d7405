"""The simulator as a program holds it: create state, act as people do, look at what happened, serve."""

import re
import socket
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from app.simulator import git, tokens
from app.simulator.installing import install
from app.simulator.journal import Journal, Moment, Outage
from app.simulator.lifecycle import Lifecycle
from app.simulator.limits import Limits
from app.simulator.people import People
from app.simulator.registration import EVENTS, PERMISSIONS, register
from app.simulator.state import (
    Account,
    AccountType,
    App,
    CheckRun,
    Delivery,
    Exchange,
    Installation,
    PullRequest,
    Repository,
    Write,
)
from app.simulator.store import Clock, Store, system_clock
from app.simulator.webhooks import Hooks
from app.simulator.wire import Json

if TYPE_CHECKING:
    from starlette.applications import Starlette


class Simulator:
    """One simulated GitHub. Every method may be called from any thread."""

    def __init__(self, clock: Clock = system_clock) -> None:
        self.store = Store(clock)
        self.hooks = Hooks(self.store)
        self.journal = Journal(self.store)
        self.limits = Limits(self.store)
        self.lifecycle = Lifecycle(self.store, self.hooks)
        self.people = People(self.store, self.hooks)

    def add_account(self, login: str, kind: AccountType = "User", email: str = "") -> Account:
        """A person or organisation; commits with this `email` are theirs."""
        with self.store.lock:
            account = self.store.account(login)
            account.type = kind
            account.email = email or account.email
            return account

    def add_app(  # noqa: PLR0913 - an App is registered with all of these
        self,
        public_key: str,
        *,
        slug: str = "speckeeper",
        app_id: int | None = None,
        permissions: Mapping[str, str] = PERMISSIONS,
        events: Sequence[str] = EVENTS,
        webhook_url: str = "",
        webhook_secret: str = "",
    ) -> App:
        """Register an App whose JSON web tokens `public_key` (PEM) checks."""
        with self.store.lock:
            return register(
                self.store,
                slug.title(),
                self.store.account("app-owner"),
                public_key,
                slug=slug,
                app_id=app_id,
                permissions=permissions,
                events=events,
                webhook_url=webhook_url,
                webhook_secret=webhook_secret,
            )

    def install(
        self,
        app: App,
        account: str,
        repositories: Sequence[str] | None = None,
        permissions: Mapping[str, str] | None = None,
    ) -> Installation:
        """Install `app` on an account, untold: on all its repositories, or on those named `owner/name`."""
        with self.store.lock:
            chosen = None if repositories is None else [self.store.repository(name) for name in repositories]
            return install(self.store, app, self.store.account(account), chosen, permissions)

    def add_repository(  # noqa: PLR0913 - all but two have defaults
        self,
        full_name: str,
        git_dir: Path | str,
        default_branch: str = "main",
        *,
        private: bool = True,
        fork_of: str | None = None,
        permissions: Mapping[str, str] | None = None,
    ) -> Repository:
        """A repository over a bare git directory. `permissions` maps logins to roles: read, write, admin."""
        owner, _, name = full_name.partition("/")
        with self.store.lock:
            repository = Repository(
                id=self.store.next_id(),
                owner=self.store.account(owner),
                name=name,
                git_dir=Path(git_dir),
                default_branch=default_branch,
                created_at=self.store.now(),
                private=private,
                fork_of=self.store.repository(fork_of).id if fork_of else None,
                permissions=dict(permissions or {}),
            )
            self.store.repositories[repository.id] = repository
            return repository

    def open_pull_request(  # noqa: PLR0913 - all but two have defaults
        self,
        full_name: str,
        head: str,
        base: str | None = None,
        *,
        title: str = "",
        body: str | None = None,
        author: str = "octocat",
        draft: bool = False,
        head_repository: str | None = None,
    ) -> tuple[PullRequest, Delivery | None]:
        """Open a pull request from branch `head` (of `head_repository`, a fork, when given).

        Returns it and its `pull_request.opened` webhook, already delivered; None when no App listens.
        """
        with self.store.lock:
            repository = self.store.repository(full_name)
            source = self.store.repository(head_repository) if head_repository else repository
            base_ref = base or repository.default_branch
            repository.last_number += 1
            now = self.store.now()
            pull = PullRequest(
                id=self.store.next_id(),
                repository_id=repository.id,
                number=repository.last_number,
                title=title or head,
                body=body,
                author=self.store.account(author),
                base_ref=base_ref,
                base_sha=_commit(repository, base_ref),
                head_ref=head,
                head_sha=_commit(source, head),
                head_repository_id=source.id,
                created_at=now,
                updated_at=now,
                draft=draft,
            )
            told = self.lifecycle.open(repository, pull)
        return pull, self.hooks.deliver(told)

    def push(self, full_name: str, number: int, sha: str | None = None, by: str | None = None) -> Delivery | None:
        """Move the head of a pull request: to `sha`, or to where its branch in git points by now.

        Delivers the webhooks and returns `pull_request.synchronize`; None when no App listens.
        """
        with self.store.lock:
            repository = self.store.repository(full_name)
            pull = self.store.pull(repository, number)
            source = self.store.repositories.get(pull.head_repository_id or 0, repository)
            tip = sha or _commit(source, pull.head_ref)
            git.update_ref(source.git_dir, f"refs/heads/{pull.head_ref}", tip)
            account = pull.author if by is None else self.store.account(by)
            told = self.lifecycle.push(repository, pull, tip, account)
        return self.hooks.deliver(told)

    def redeliver(self, guid: str) -> Delivery:
        """Deliver a webhook again, with the same delivery id."""
        delivery = self.store.deliveries[guid]
        attempts = len(delivery.attempts)
        self.hooks.again(delivery)
        self.hooks.deliver([delivery], attempts + 1)
        return delivery

    def settle(self, timeout: float = 10.0) -> None:
        """Wait until the webhooks that follow answered requests are delivered. Raises TimeoutError."""
        self.hooks.settle(timeout)

    def check_runs(self, full_name: str, sha: str | None = None) -> list[CheckRun]:
        """The check runs of a repository, oldest first; of one commit when `sha` is given."""
        with self.store.lock:
            repository = self.store.repository(full_name)
            runs = [run for run in self.store.check_runs.values() if run.repository_id == repository.id]
            return [run for run in runs if sha is None or run.head_sha == sha]

    @property
    def deliveries(self) -> list[Delivery]:
        """The webhooks that were written, oldest first."""
        with self.store.lock:
            return list(self.store.deliveries.values())

    @property
    def requests(self) -> list[Exchange]:
        """Every request so far, with its answer."""
        with self.store.lock:
            return list(self.store.requests)

    def writes(self, full_name: str) -> list[Write]:
        """The requests that created or changed something in a repository, in their order, whatever it is called now.

        Those whose answer was lost are among them; those that were refused are not.
        """
        with self.store.lock:
            number = self.store.number_of(full_name)
            return [one for one in self.store.writes if one.repository_id == number]

    @property
    def refused(self) -> list[Exchange]:
        """The requests that the client should not have sent so: 4xx, 5xx, GraphQL errors; no ordered outages."""
        return [exchange for exchange in self.requests if not exchange.injected and _refused(exchange)]

    def fail_next(  # noqa: PLR0913 - all but two have defaults
        self,
        method: str,
        path_pattern: str,
        status: int = 502,
        times: int = 1,
        headers: Mapping[str, str] | None = None,
        *,
        body: Json = None,
        when: Moment = "before",
    ) -> None:
        """Let the next `times` requests fail whose route (without `/api/v3`) `path_pattern` is found in.

        `method` may be `*`. Status 0 drops the connection. `when="after"` lets the request take effect
        and loses its answer.
        """
        outage = Outage(method, re.compile(path_pattern), status, times, dict(headers or {}), body, when)
        self.journal.order(outage)

    def expire_tokens(self) -> None:
        """No installation token that was given out so far opens anything any more."""
        with self.store.lock:
            self.store.grants.clear()

    def token(self, installation: Installation, permissions: Mapping[str, str] | None = None) -> str:
        """A new installation token, without asking over HTTP."""
        with self.store.lock:
            narrowed = None if permissions is None else dict(permissions)
            return tokens.issue(self.store, installation, narrowed, None).token

    def application(self, url: str) -> "Starlette":
        """The ASGI application, for whoever serves it at `url`."""
        from app.simulator.server import Server  # noqa: PLC0415 - a server is heavy and often not needed

        self.store.url = url
        return Server(self.store, self.hooks, self.journal, self.limits).application()

    @contextmanager
    def running(self) -> Generator[str]:
        """Serve on a free loopback port for the length of the block; yields `http://127.0.0.1:PORT`."""
        from app.simulator.server import serving  # noqa: PLC0415 - the same

        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port: int = listener.getsockname()[1]
            url = f"http://127.0.0.1:{port}"
            with serving(self.application(url), listener):
                yield url


def _refused(exchange: Exchange) -> bool:
    body = exchange.response
    graphql_errors = exchange.route == "/graphql" and isinstance(body, Mapping) and "errors" in body
    return exchange.status >= HTTPStatus.BAD_REQUEST or graphql_errors


def _commit(repository: Repository, branch: str) -> str:
    sha = git.resolve(repository.git_dir, branch)
    if sha is None:
        raise ValueError(f"`{branch}` is no branch of `{repository.full_name}`; push it to {repository.git_dir}")
    return sha
