"""What becomes of repositories: renamed, transferred, deleted."""

from app.simulator.objects.common import node_id, simple_user
from app.simulator.state import Account, Delivery, Repository
from app.simulator.store import Store
from app.simulator.webhooks import Hooks
from app.simulator.wire import Json, JsonObject


class Ownership:
    """Changes of repositories, and the webhooks that follow. Writes them; does not deliver."""

    def __init__(self, store: Store, hooks: Hooks) -> None:
        self._store = store
        self._hooks = hooks

    def rename(self, repository: Repository, name: str, by: Account) -> list[Delivery]:
        """Another name: `repository.renamed`. The old one leads to it until something else is called so."""
        changes: JsonObject = {"changes": {"repository": {"name": {"from": repository.name}}}}
        self._remember(repository)
        repository.name = name
        return self._hooks.announce("repository", "renamed", repository, by, changes)

    def transfer(self, repository: Repository, owner: Account, by: Account) -> list[Delivery]:
        """Another owner: `repository.transferred`, which only Apps of the new owner hear.

        Installations of the old owner lose the repository, and are not told.
        """
        before = repository.owner
        kind = "organization" if before.type == "Organization" else "user"
        shown = _organization(self._store, before) if kind == "organization" else simple_user(self._store, before)
        self._remember(repository)
        for installation in self._store.installations.values():
            if installation.repository_ids is not None:
                installation.repository_ids.discard(repository.id)
        repository.owner = owner
        changes: JsonObject = {"changes": {"owner": {"from": {kind: shown}}}}
        return self._hooks.announce("repository", "transferred", repository, by, changes)

    def delete(self, repository: Repository, by: Account) -> list[Delivery]:
        """Gone, with all that was in it: `repository.deleted`. Pull requests from it stay, without their head."""
        told = self._hooks.announce("repository", "deleted", repository, by, {})
        for installation in self._store.installations.values():
            if installation.repository_ids is not None:
                installation.repository_ids.discard(repository.id)
        self._store.forget(repository)
        return told

    def _remember(self, repository: Repository) -> None:
        self._store.old_names[repository.full_name.casefold()] = repository.id


def _organization(store: Store, account: Account) -> JsonObject:
    """An `organization-simple`."""
    api = f"{store.api_url}/orgs/{account.login}"
    more: dict[str, Json] = {
        "login": account.login,
        "id": account.id,
        "node_id": node_id("O", account.id),
        "url": api,
        "repos_url": f"{api}/repos",
        "events_url": f"{api}/events",
        "hooks_url": f"{api}/hooks",
        "issues_url": f"{api}/issues",
        "members_url": f"{api}/members{{/member}}",
        "public_members_url": f"{api}/public_members{{/member}}",
        "avatar_url": f"{store.url}/avatars/u/{account.id}?v=4",
        "description": None,
    }
    return more
