"""What owners of accounts do with an App: install it, choose repositories, suspend it, grant more, remove it."""

from collections.abc import Mapping, Sequence

from app.simulator.objects import app as apps
from app.simulator.state import Account, App, Delivery, Installation, Repository
from app.simulator.store import Store, reaches
from app.simulator.webhooks import Hooks
from app.simulator.wire import Json, JsonObject


def install(
    store: Store,
    app: App,
    account: Account,
    repositories: Sequence[Repository] | None,
    permissions: Mapping[str, str] | None,
) -> Installation:
    """A new installation: on all repositories, or on those given."""
    installation = Installation(
        id=store.next_id(),
        app_id=app.id,
        account=account,
        permissions=dict(app.permissions if permissions is None else permissions),
        events=app.events,
        repository_ids=None if repositories is None else {one.id for one in repositories},
        created_at=store.now(),
    )
    store.installations[installation.id] = installation
    return installation


class Installing:
    """Changes of installations, and the webhooks that follow; every App gets these. Does not deliver."""

    def __init__(self, store: Store, hooks: Hooks) -> None:
        self._store = store
        self._hooks = hooks

    def created(self, installation: Installation, by: Account) -> list[Delivery]:
        """`installation.created`."""
        return self._tell(installation, "created", by)

    def removed(self, installation: Installation, by: Account) -> list[Delivery]:
        """Removed from the account: its tokens open nothing any more."""
        told = self._tell(installation, "deleted", by)
        del self._store.installations[installation.id]
        return told

    def suspended(self, installation: Installation, by: Account) -> list[Delivery]:
        """Its tokens are refused until it is unsuspended, and only this is told."""
        installation.suspended_at, installation.suspended_by = self._store.now(), by
        return self._tell(installation, "suspend", by)

    def unsuspended(self, installation: Installation, by: Account) -> list[Delivery]:
        """As it was before."""
        installation.suspended_at = installation.suspended_by = None
        return self._tell(installation, "unsuspend", by)

    def granted(self, installation: Installation, permissions: Mapping[str, str], by: Account) -> list[Delivery]:
        """The owner accepts further permissions that the App asks for; tokens that are out keep what they had."""
        app = self._store.apps[installation.app_id]
        app.permissions |= permissions
        installation.permissions |= permissions
        installation.events = app.events
        return self._tell(installation, "new_permissions_accepted", by)

    def repositories_added(
        self, installation: Installation, repositories: Sequence[Repository], by: Account
    ) -> list[Delivery]:
        """`installation_repositories.added`. With all repositories selected, that is how new ones are told."""
        if installation.repository_ids is not None:
            installation.repository_ids.update(one.id for one in repositories)
        return self._tell_repositories(installation, "added", repositories, by)

    def repositories_removed(
        self, installation: Installation, repositories: Sequence[Repository], by: Account
    ) -> list[Delivery]:
        """`installation_repositories.removed`.

        From all to a selection, the list of what was removed is empty: so GitHub describes the webhook.
        """
        gone = {one.id for one in repositories}
        listed = () if installation.repository_ids is None else repositories
        left = {one.id for one in self._store.repositories.values() if reaches(installation, one)}
        installation.repository_ids = left - gone
        return self._tell_repositories(installation, "removed", listed, by)

    def _tell(self, installation: Installation, action: str, by: Account) -> list[Delivery]:
        content = apps.installation_content(self._store, installation)
        return [self._hooks.announce_installation("installation", action, installation, by, content)]

    def _tell_repositories(
        self, installation: Installation, action: str, repositories: Sequence[Repository], by: Account
    ) -> list[Delivery]:
        lists: dict[str, Json] = {"repositories_added": [], "repositories_removed": []}
        lists[f"repositories_{action}"] = [apps.installed_repository(one) for one in repositories]
        content: JsonObject = {
            "installation": apps.installation(self._store, installation),
            "repository_selection": "all" if installation.repository_ids is None else "selected",
            **lists,
            "requester": None,
        }
        return [self._hooks.announce_installation("installation_repositories", action, installation, by, content)]
