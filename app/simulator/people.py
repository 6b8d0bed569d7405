"""What people do on GitHub, by name. Every method delivers the webhooks that follow and returns the first."""

from collections.abc import Callable, Sequence

from app.simulator import checks, git
from app.simulator.conversation import Conversation
from app.simulator.lifecycle import NOWHERE, Lifecycle
from app.simulator.merge_queue import queue
from app.simulator.objects import app as apps
from app.simulator.state import Account, Delivery, Installation, IssueComment, PullRequest, ReviewComment
from app.simulator.store import Store
from app.simulator.webhooks import Hooks


class People:
    """Acts as the account `by`; without one, as the author of the pull request."""

    def __init__(self, store: Store, hooks: Hooks) -> None:
        self._store = store
        self._hooks = hooks
        self._lifecycle = Lifecycle(store, hooks)
        self._conversation = Conversation(store, hooks)

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
        """Put pull requests into the merge queue together: `merge_group.checks_requested`."""
        with self._store.lock:
            repository = self._store.repository(full_name)
            pulls = [self._store.pull(repository, number) for number in numbers]
            told = queue(self._store, self._hooks, repository, pulls, self._store.account(by))
        return self._hooks.deliver(told)

    def uninstall(self, installation: Installation, by: str) -> Delivery | None:
        """Remove the App from the account; its tokens open nothing any more."""
        with self._store.lock:
            told = self._tell_installation(installation, "deleted", by)
            del self._store.installations[installation.id]
        return self._hooks.deliver(told)

    def suspend(self, installation: Installation, by: str) -> Delivery | None:
        """Suspend the App on the account."""
        with self._store.lock:
            installation.suspended_at = self._store.now()
            told = self._tell_installation(installation, "suspend", by)
        return self._hooks.deliver(told)

    def _tell_installation(self, installation: Installation, action: str, by: str) -> list[Delivery]:
        content = apps.installation_content(self._store, installation)
        account = self._store.account(by)
        return [self._hooks.announce_installation("installation", action, installation, account, content)]

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
