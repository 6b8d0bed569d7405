"""The life of a pull request: opened, pushed to, edited, closed, labelled. Each step tells the Apps by webhook."""

from typing import Literal

from app.simulator import git
from app.simulator.checks import suite_event, suite_for
from app.simulator.objects import pull as pulls
from app.simulator.objects.check import simple_commit
from app.simulator.state import Account, Delivery, PullRequest, Repository
from app.simulator.store import Store
from app.simulator.webhooks import Hooks
from app.simulator.wire import Json, JsonObject

NOWHERE = "0" * 40


class Lifecycle:
    """Changes of pull requests and branches, and the webhooks that follow. Writes them; does not deliver."""

    def __init__(self, store: Store, hooks: Hooks) -> None:
        self._store = store
        self._hooks = hooks

    def open(self, repository: Repository, pull: PullRequest) -> list[Delivery]:
        """The pull request becomes known: `pull_request.opened`, and `check_suite.requested` for its head."""
        self._place_head(repository, pull)
        self._store.pulls[(repository.id, pull.number)] = pull
        told = self.tell(pull, "opened", pull.author)
        return [*told, *self._suites(repository, pull, pull.author, NOWHERE)]

    def push(self, repository: Repository, pull: PullRequest, sha: str, by: Account) -> list[Delivery]:
        """The head moves to `sha`: `pull_request.synchronize`, `push`, `check_suite.requested`."""
        before, pull.head_sha = pull.head_sha, sha
        pull.base_sha = git.resolve(repository.git_dir, pull.base_ref) or pull.base_sha
        pull.updated_at = self._store.now()
        self._place_head(repository, pull)
        told = self.tell(pull, "synchronize", by, {"before": before, "after": sha})
        if pull.head_repository_id == repository.id:
            told += self.pushed(repository, f"refs/heads/{pull.head_ref}", before, sha, by)
        return [*told, *self._suites(repository, pull, by, before)]

    def _place_head(self, repository: Repository, pull: PullRequest) -> None:
        """`refs/pull/N/head`, for pull requests of forks too."""
        ref = f"refs/pull/{pull.number}/head"
        source = self._store.repositories.get(pull.head_repository_id or 0)
        if source is not None and source.id != repository.id:
            git.copy_commit(source.git_dir, repository.git_dir, pull.head_sha, ref)
        git.update_ref(repository.git_dir, ref, pull.head_sha)

    def _suites(self, repository: Repository, pull: PullRequest, by: Account, before: str) -> list[Delivery]:
        """A check suite for every App that may write checks. Pushes to forks are not noticed."""
        if pull.head_repository_id != repository.id:
            return []
        told: list[Delivery] = []
        for app in self._store.apps.values():
            installation = self._store.installation_of(repository, app.id)
            if installation is None or installation.permissions.get("checks") != "write":
                continue
            suite = suite_for(self._store, repository, app, pull.head_sha)
            suite.before, suite.head_branch = before, pull.head_ref
            told += suite_event(self._store, self._hooks, suite, "requested", by)
        return told

    def tell(self, pull: PullRequest, action: str, by: Account, more: JsonObject | None = None) -> list[Delivery]:
        """`pull_request` with this action."""
        repository = self._store.repositories[pull.repository_id]
        shown = pulls.in_webhook(self._store, pull, pulls.full(self._store, pull))
        content: JsonObject = {"number": pull.number, **(more or {}), "pull_request": shown}
        return self._hooks.announce("pull_request", action, repository, by, content)

    def set_state(self, pull: PullRequest, state: Literal["open", "closed"], by: Account) -> list[Delivery]:
        """Close or reopen."""
        now = self._store.now()
        pull.state, pull.updated_at = state, now
        pull.closed_at = now if state == "closed" else None
        return self.tell(pull, "closed" if state == "closed" else "reopened", by)

    def set_draft(self, pull: PullRequest, by: Account, *, draft: bool) -> list[Delivery]:
        """Convert to a draft, or mark as ready."""
        pull.draft, pull.updated_at = draft, self._store.now()
        return self.tell(pull, "converted_to_draft" if draft else "ready_for_review", by)

    def edit(
        self, pull: PullRequest, by: Account, title: str | None, body: str | None, base: str | None
    ) -> list[Delivery]:
        """Change title, body or base branch; `changes` tells what they were."""
        changes: dict[str, Json] = {}
        repository = self._store.repositories[pull.repository_id]
        if title is not None:
            changes["title"], pull.title = {"from": pull.title}, title
        if body is not None:
            changes["body"], pull.body = {"from": pull.body or ""}, body
        if base is not None:
            changes["base"] = {"ref": {"from": pull.base_ref}, "sha": {"from": pull.base_sha}}
            pull.base_ref = base
            pull.base_sha = git.resolve(repository.git_dir, base) or pull.base_sha
        pull.updated_at = self._store.now()
        return self.tell(pull, "edited", by, {"changes": changes})

    def label(self, pull: PullRequest, name: str, by: Account, *, on: bool) -> list[Delivery]:
        """Put a label on, or take it off."""
        shown = pulls.label_in_webhook(self._store, self._store.repositories[pull.repository_id], name)
        if on:
            pull.labels.append(name)
        else:
            pull.labels.remove(name)
        return self.tell(pull, "labeled" if on else "unlabeled", by, {"label": shown})

    def pushed(self, repository: Repository, ref: str, before: str, after: str, by: Account) -> list[Delivery]:
        """`push` of a branch."""
        revisions = (after,) if before == NOWHERE else (after, f"^{before}")
        listed = git.commits(repository.git_dir, *revisions, limit=20)
        shown = [self._pushed_commit(repository, one.sha) for one in listed]
        url = f"{self._store.url}/{repository.full_name}/compare/{before[:12]}...{after[:12]}"
        content: JsonObject = {
            "ref": ref,
            "before": before,
            "after": after,
            "base_ref": None,
            "compare": url,
            "created": before == NOWHERE,
            "deleted": False,
            "forced": git.merge_base(repository.git_dir, before, after) != before,
            "commits": shown,
            "head_commit": self._pushed_commit(repository, after),
            "pusher": {"name": by.login, "email": by.email},
        }
        return self._hooks.announce("push", None, repository, by, content)

    def delete_branch(self, repository: Repository, branch: str, by: Account) -> list[Delivery]:
        """A branch disappears: `push` with `deleted`, `delete`; open pull requests from it or into it are closed."""
        before = git.object_id(repository.git_dir, f"refs/heads/{branch}")
        if before is None:
            raise ValueError(f"`{branch}` is no branch of `{repository.full_name}`")
        git.delete_ref(repository.git_dir, f"refs/heads/{branch}")
        told = self._deleted(repository, branch, before, by)
        for pull in list(self._store.pulls.values()):
            source, target = (pull.head_repository_id, pull.head_ref), (pull.repository_id, pull.base_ref)
            if pull.state == "open" and (repository.id, branch) in (source, target):
                told += self.set_state(pull, "closed", by)
        return told

    def _deleted(self, repository: Repository, branch: str, before: str, by: Account) -> list[Delivery]:
        pushed: JsonObject = {
            "ref": f"refs/heads/{branch}",
            "before": before,
            "after": NOWHERE,
            "base_ref": None,
            "compare": f"{self._store.url}/{repository.full_name}/compare/{before[:12]}...{NOWHERE[:12]}",
            "created": False,
            "deleted": True,
            "forced": False,
            "commits": [],
            "head_commit": None,
            "pusher": {"name": by.login, "email": by.email},
        }
        deleted: JsonObject = {"ref": branch, "ref_type": "branch", "pusher_type": "user"}
        told = self._hooks.announce("push", None, repository, by, pushed)
        return told + self._hooks.announce("delete", None, repository, by, deleted)

    def _pushed_commit(self, repository: Repository, sha: str) -> JsonObject:
        url = f"{self._store.url}/{repository.full_name}/commit/{sha}"
        lists: dict[str, Json] = {
            kind: list[Json](paths) for kind, paths in git.touched(repository.git_dir, sha).items()
        }
        return {**simple_commit(repository, sha), "distinct": True, "url": url, **lists}
