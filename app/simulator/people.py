"""What people do on GitHub, by name. Every method delivers the webhooks that follow and returns the first."""

from collections.abc import Callable, Mapping, Sequence

from app.simulator import checks, git, registration
from app.simulator.conversation import Conversation
from app.simulator.installing import Installing, install
from app.simulator.lifecycle import NOWHERE, Lifecycle
from app.simulator.merge_queue import MergeQueue
from app.simulator.ownership import Ownership
from app.simulator.state import (
    Account,
    App,
    Delivery,
    Installation,
    IssueComment,
    PullRequest,
    Repository,
    ReviewComment,
)
from app.simulator.store import Store
from app.simulator.webhooks import Hooks


class People:
    """Acts as the account `by`; without one, as the author of the pull request."""

    def __init__(self, store: Store, hooks: Hooks) -> None:
        self._store = store
        self._hooks = hooks
        self._lifecycle = Lifecycle(store, hooks)
        self._conversation = Conversation(store, hooks)
        self._ownership = Ownership(store, hooks)
        self._installing = Installing(store, hooks)

    def close(self, full_name: str, number: int, by: str | None = None) -> Delivery | None:
        """Close a pull request without merging it."""
        return self._on(full_name, number, by, lambda pull, who: self._lifecycle.set_state(pull, "closed", who))

    def reopen(self, full_name: str, number: int, by: str | None = None) -> Delivery | None:
        """Open it again."""
        return self._on(full_name, number, by, lambda pull, who: self._lifecycle.set_state(pull, "open", who))

    def convert_to_draft(self, full_name: str, number: int, by: str | None = None) -> Delivery | None:
        """Make it a draft."""
        return self._on(full_name, number, by, lambda pull, who: self._lifecycle.set_draft(pull, who, draft=True))

    def mark_ready(self, full_name: str, number: int, by: str | None = None) -> Delivery | None:
        """Make it ready for review."""
        return self._on(full_name, number, by, lambda pull, who: self._lifecycle.set_draft(pull, who, draft=False))

    def edit(  # noqa: PLR0913 - what can be edited
        self,
        full_name: str,
        number: int,
        *,
        title: str | None = None,
        body: str | None = None,
        base: str | None = None,
        by: str | None = None,
    ) -> Delivery | None:
        """Change title, body or base branch."""
        return self._on(full_name, number, by, lambda pull, who: self._lifecycle.edit(pull, who, title, body, base))

    def label(self, full_name: str, number: int, name: str, by: str | None = None) -> Delivery | None:
        """Put a label on."""
        return self._on(full_name, number, by, lambda pull, who: self._lifecycle.label(pull, name, who, on=True))

    def unlabel(self, full_name: str, number: int, name: str, by: str | None = None) -> Delivery | None:
        """Take a label off."""
        return self._on(full_name, number, by, lambda pull, who: self._lifecycle.label(pull, name, who, on=False))

    def comment(
        self, full_name: str, number: int, body: str, by: str | None = None
    ) -> tuple[IssueComment, Delivery | None]:
        """Write an issue comment."""
        with self._store.lock:
            pull = self._pull(full_name, number)
            comment, told = self._conversation.comment(pull, body, self._account(pull, by))
        return comment, self._hooks.deliver(told)

    def edit_comment(self, comment: IssueComment, body: str, by: str | None = None) -> Delivery | None:
        """Change an issue comment; `by` may be somebody else than its author."""
        with self._store.lock:
            told = self._conversation.edit_comment(comment, body, self._or(comment.author, by))
        return self._hooks.deliver(told)

    def delete_comment(self, comment: IssueComment, by: str | None = None) -> Delivery | None:
        """Delete an issue comment."""
        with self._store.lock:
            told = self._conversation.delete_comment(comment, self._or(comment.author, by))
        return self._hooks.deliver(told)

    def reply(self, to: ReviewComment, body: str, by: str) -> tuple[ReviewComment, Delivery | None]:
        """Answer a review comment."""
        with self._store.lock:
            thread, account = self._store.threads[to.thread_id], self._store.account(by)
            comment, told = self._conversation.reply(thread, body, account, to.review_id)
        return comment, self._hooks.deliver(told)

    def edit_review_comment(self, comment: ReviewComment, body: str, by: str | None = None) -> Delivery | None:
        """Change a review comment."""
        with self._store.lock:
            told = self._conversation.edit_review_comment(comment, body, self._or(comment.author, by))
        return self._hooks.deliver(told)

    def delete_review_comment(self, comment: ReviewComment, by: str | None = None) -> Delivery | None:
        """Delete a review comment."""
        with self._store.lock:
            told = self._conversation.delete_review_comment(comment, self._or(comment.author, by))
        return self._hooks.deliver(told)

    def resolve(self, comment: ReviewComment, by: str) -> Delivery | None:
        """Resolve the thread that the comment belongs to."""
        return self._settle(comment, by, resolved=True)

    def unresolve(self, comment: ReviewComment, by: str) -> Delivery | None:
        """Open the thread again."""
        return self._settle(comment, by, resolved=False)

    def _settle(self, comment: ReviewComment, by: str, *, resolved: bool) -> Delivery | None:
        with self._store.lock:
            thread, account = self._store.threads[comment.thread_id], self._store.account(by)
            told = self._conversation.settle(thread, account, resolved=resolved)
        return self._hooks.deliver(told)

    def rerequest(self, check_run_id: int, by: str) -> Delivery | None:
        """Press "Re-run" on a check run."""
        with self._store.lock:
            run = self._store.check_runs[check_run_id]
            told = checks.rerequested(self._store, self._hooks, run, self._store.account(by))
        return self._hooks.deliver(told)

    def rerequest_suite(self, check_suite_id: int, by: str) -> Delivery | None:
        """Press "Re-run all checks"."""
        with self._store.lock:
            suite, account = self._store.suites[check_suite_id], self._store.account(by)
            told = checks.suite_event(self._store, self._hooks, suite, "rerequested", account)
        return self._hooks.deliver(told)

    def press(self, check_run_id: int, identifier: str, by: str) -> Delivery | None:
        """Press one of a check run's own buttons. Raises ValueError when it has no such button."""
        with self._store.lock:
            run, account = self._store.check_runs[check_run_id], self._store.account(by)
            told = checks.action_requested(self._store, self._hooks, run, identifier, account)
        return self._hooks.deliver(told)

    def push_branch(self, full_name: str, branch: str, by: str, before: str | None = None) -> Delivery | None:
        """Tell of a branch that was pushed to in git already; `before` is where it was."""
        with self._store.lock:
            repository = self._store.repository(full_name)
            after = git.resolve(repository.git_dir, branch)
            if after is None:
                raise ValueError(f"`{branch}` is no branch of `{full_name}`")
            ref, account = f"refs/heads/{branch}", self._store.account(by)
            told = self._lifecycle.pushed(repository, ref, before or NOWHERE, after, account)
        return self._hooks.deliver(told)

    def queue(self, full_name: str, numbers: Sequence[int], by: str) -> Delivery | None:
        """Put pull requests into the merge queue as one group: `merge_group.checks_requested` for its last commit.

        Behind those that wait already. `pull_request.enqueued` follows for each.
        """
        with self._store.lock:
            repository = self._store.repository(full_name)
            pulls = [self._store.pull(repository, number) for number in numbers]
            queue = MergeQueue(self._store, self._hooks, repository, pulls[0].base_ref)
            told = queue.enter(pulls, self._store.account(by))
        return self._hooks.deliver(told)

    def clear_queue(self, full_name: str, by: str, branch: str | None = None) -> Delivery | None:
        """Take everything out of a branch's merge queue: `merge_group.destroyed` for each group."""
        with self._store.lock:
            repository = self._store.repository(full_name)
            queue = MergeQueue(self._store, self._hooks, repository, branch or repository.default_branch)
            told = queue.clear(self._store.account(by))
        return self._hooks.deliver(told)

    def delete_branch(self, full_name: str, branch: str, by: str) -> Delivery | None:
        """Delete a branch, in git too: `push` with `deleted`. Open pull requests from it or into it are closed."""
        return self._to(full_name, by, lambda where, who: self._lifecycle.delete_branch(where, branch, who))

    def rename_repository(self, full_name: str, new_name: str, by: str) -> Delivery | None:
        """Call it `owner/new_name`; the old name redirects."""
        return self._to(full_name, by, lambda where, who: self._ownership.rename(where, new_name, who))

    def transfer_repository(self, full_name: str, new_owner: str, by: str) -> Delivery | None:
        """Give it to another account; only Apps installed there hear of it. The old name redirects."""
        with self._store.lock:
            owner = self._store.account(new_owner)
        return self._to(full_name, by, lambda where, who: self._ownership.transfer(where, owner, who))

    def delete_repository(self, full_name: str, by: str) -> Delivery | None:
        """Delete it, with its pull requests and all that was written in them. Its git directory stays."""
        return self._to(full_name, by, self._ownership.delete)

    def create_app(self, manifest_json: str, state: str, by: str, organisation: str | None = None) -> str:
        """Post a manifest and press "Create GitHub App"; where GitHub sends the browser: with `code` and `state`.

        Raises ValueError with GitHub's words for a manifest that it does not take.
        """
        with self._store.lock:
            owner = self._store.account(by) if organisation is None else self._store.organization(organisation)
            if owner is None:
                raise ValueError(f"`{organisation}` is no organisation")
            return registration.create(self._store, manifest_json, state, owner)

    def install(
        self, app: App, account: str, repositories: Sequence[str] | None = None, by: str | None = None
    ) -> tuple[Installation, Delivery | None]:
        """Install an App on all repositories of an account, or on those named `owner/name`: `installation.created`."""
        with self._store.lock:
            chosen = None if repositories is None else self._repositories(repositories)
            installation = install(self._store, app, self._store.account(account), chosen, None)
            told = self._installing.created(installation, self._store.account(by or account))
        return installation, self._hooks.deliver(told)

    def uninstall(self, installation: Installation, by: str) -> Delivery | None:
        """Remove the App from the account; its tokens open nothing any more."""
        return self._about(installation, by, self._installing.removed)

    def suspend(self, installation: Installation, by: str) -> Delivery | None:
        """Suspend the App on the account."""
        return self._about(installation, by, self._installing.suspended)

    def unsuspend(self, installation: Installation, by: str) -> Delivery | None:
        """Let it work again."""
        return self._about(installation, by, self._installing.unsuspended)

    def grant(self, installation: Installation, permissions: Mapping[str, str], by: str) -> Delivery | None:
        """Accept further permissions: `installation.new_permissions_accepted`."""
        return self._about(installation, by, lambda one, who: self._installing.granted(one, permissions, who))

    def add_repositories(self, installation: Installation, names: Sequence[str], by: str) -> Delivery | None:
        """Give the App repositories (`owner/name`): `installation_repositories.added`."""
        chosen = self._repositories(names)
        return self._about(installation, by, lambda one, who: self._installing.repositories_added(one, chosen, who))

    def remove_repositories(self, installation: Installation, names: Sequence[str], by: str) -> Delivery | None:
        """Take repositories from the App: `installation_repositories.removed`."""
        chosen = self._repositories(names)
        return self._about(installation, by, lambda one, who: self._installing.repositories_removed(one, chosen, who))

    def _repositories(self, names: Sequence[str]) -> list[Repository]:
        with self._store.lock:
            return [self._store.repository(name) for name in names]

    def _about(
        self, installation: Installation, by: str, change: Callable[[Installation, Account], list[Delivery]]
    ) -> Delivery | None:
        with self._store.lock:
            told = change(installation, self._store.account(by))
        return self._hooks.deliver(told)

    def _to(self, full_name: str, by: str, change: Callable[[Repository, Account], list[Delivery]]) -> Delivery | None:
        with self._store.lock:
            told = change(self._store.repository(full_name), self._store.account(by))
        return self._hooks.deliver(told)

    def _on(
        self,
        full_name: str,
        number: int,
        by: str | None,
        change: Callable[[PullRequest, Account], list[Delivery]],
    ) -> Delivery | None:
        with self._store.lock:
            pull = self._pull(full_name, number)
            told = change(pull, self._account(pull, by))
        return self._hooks.deliver(told)

    def _pull(self, full_name: str, number: int) -> PullRequest:
        return self._store.pull(self._store.repository(full_name), number)

    def _account(self, pull: PullRequest, by: str | None) -> Account:
        return self._or(pull.author, by)

    def _or(self, otherwise: Account, by: str | None) -> Account:
        return otherwise if by is None else self._store.account(by)
