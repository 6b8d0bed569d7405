"""The merge queue: each pull request merged on top of the one before it, and checks asked for the last of them."""

from collections.abc import Sequence

from app.simulator import git
from app.simulator.checks import suite_event, suite_for
from app.simulator.lifecycle import Lifecycle
from app.simulator.objects.check import simple_commit
from app.simulator.state import Account, Delivery, PullRequest, QueueEntry, Repository
from app.simulator.store import Store
from app.simulator.webhooks import Hooks
from app.simulator.wire import JsonObject


class MergeQueue:
    """The queue of one branch."""

    def __init__(self, store: Store, hooks: Hooks, repository: Repository, branch: str) -> None:
        self._store = store
        self._hooks = hooks
        self._repository = repository
        self._branch = branch

    def enter(self, pulls: Sequence[PullRequest], by: Account) -> list[Delivery]:
        """Queue `pulls` in order behind those that wait already, as one group, and ask for checks of its last commit.

        `merge_group.checks_requested` is the first in the answer; `pull_request.enqueued` for each follows.
        """
        waiting = self._store.queued(self._repository, self._branch)
        base = waiting[-1].head_sha if waiting else git.resolve(self._repository.git_dir, self._branch)
        if base is None:
            raise ValueError(f"`{self._branch}` is no branch of `{self._repository.full_name}`")
        self._repository.queues.add(self._branch)
        ref = f"refs/heads/gh-readonly-queue/{self._branch}/pr-{pulls[-1].number}-{base}"
        entries: list[QueueEntry] = []
        for pull in pulls:
            entries.append(self._entry(pull, ref, base, entries[-1].head_sha if entries else base, by))
        git.update_ref(self._repository.git_dir, ref, entries[-1].head_sha)
        told = self._announce("checks_requested", entries, by, {})
        told += self._suites(entries[-1], by)
        for pull in pulls:
            told += Lifecycle(self._store, self._hooks).tell(pull, "enqueued", by)
        return told

    def clear(self, by: Account) -> list[Delivery]:
        """Take everything out: `merge_group.destroyed` for each group, `pull_request.dequeued` for each entry."""
        entries = self._store.queued(self._repository, self._branch)
        told: list[Delivery] = []
        for ref in dict.fromkeys(one.group_ref for one in entries):
            group = [one for one in entries if one.group_ref == ref]
            told += self._announce("destroyed", group, by, {"reason": "dequeued"})
            git.delete_ref(self._repository.git_dir, ref)
        for entry in entries:
            del self._store.queue[entry.id]
            pull = self._store.pull(self._repository, entry.number)
            told += Lifecycle(self._store, self._hooks).tell(pull, "dequeued", by, {"reason": "QUEUE_CLEARED"})
        return told

    def _entry(self, pull: PullRequest, ref: str, group_base: str, base: str, by: Account) -> QueueEntry:
        """The pull request's place, with a merge commit of its own on top of `base`."""
        message = f"Merge pull request #{pull.number}"
        entry = QueueEntry(
            id=self._store.next_id(),
            repository_id=self._repository.id,
            number=pull.number,
            base_ref=self._branch,
            group_ref=ref,
            group_base=group_base,
            pull_head=pull.head_sha,
            base_sha=base,
            head_sha=git.merge(self._repository.git_dir, base, pull.head_sha, message),
            enqueued_at=self._store.now(),
            enqueuer=by,
        )
        self._store.queue[entry.id] = entry
        return entry

    def _announce(self, action: str, group: Sequence[QueueEntry], by: Account, more: JsonObject) -> list[Delivery]:
        last = group[-1]
        content: JsonObject = {
            "merge_group": {
                "head_sha": last.head_sha,
                "head_ref": last.group_ref,
                "base_sha": last.group_base,
                "base_ref": f"refs/heads/{self._branch}",
                "head_commit": simple_commit(self._repository, last.head_sha),
            },
            **more,
        }
        return self._hooks.announce("merge_group", action, self._repository, by, content)

    def _suites(self, last: QueueEntry, by: Account) -> list[Delivery]:
        """`check_suite.requested` for the Apps that may write checks."""
        told: list[Delivery] = []
        for app in self._store.apps.values():
            installation = self._store.installation_of(self._repository, app.id)
            if installation is not None and installation.permissions.get("checks") == "write":
                suite = suite_for(self._store, self._repository, app, last.head_sha)
                suite.head_branch = last.group_ref.removeprefix("refs/heads/")
                told += suite_event(self._store, self._hooks, suite, "requested", by)
        return told
