"""The merge queue: a group of pull requests merged into one commit, on a branch of its own."""

from collections.abc import Sequence

from app.simulator import git
from app.simulator.checks import suite_event, suite_for
from app.simulator.objects.check import simple_commit
from app.simulator.state import Account, Delivery, PullRequest, Repository
from app.simulator.store import Store
from app.simulator.webhooks import Hooks
from app.simulator.wire import JsonObject


def queue(
    store: Store, hooks: Hooks, repository: Repository, pulls: Sequence[PullRequest], by: Account
) -> list[Delivery]:
    """Merge `pulls` in order on top of their base and ask for checks: `merge_group.checks_requested`."""
    base_ref = pulls[0].base_ref
    base_sha = git.resolve(repository.git_dir, base_ref)
    if base_sha is None:
        raise ValueError(f"`{base_ref}` is no branch of `{repository.full_name}`")
    head = base_sha
    for pull in pulls:
        head = git.merge(repository.git_dir, head, pull.head_sha, f"Merge pull request #{pull.number}")
    head_ref = f"refs/heads/gh-readonly-queue/{base_ref}/pr-{pulls[-1].number}-{base_sha}"
    git.update_ref(repository.git_dir, head_ref, head)
    content: JsonObject = {
        "merge_group": {
            "head_sha": head,
            "head_ref": head_ref,
            "base_sha": base_sha,
            "base_ref": f"refs/heads/{base_ref}",
            "head_commit": simple_commit(repository, head),
        }
    }
    told = hooks.announce("merge_group", "checks_requested", repository, by, content)
    for app in store.apps.values():
        installation = store.installation_of(repository, app.id)
        if installation is not None and installation.permissions.get("checks") == "write":
            suite = suite_for(store, repository, app, head)
            suite.head_branch = head_ref.removeprefix("refs/heads/")
            told += suite_event(store, hooks, suite, "requested", by)
    return told
