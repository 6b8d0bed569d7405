"""Apps and installations."""

from app.simulator.objects.common import maybe_stamp, maybe_user, node_id, simple_user, stamp
from app.simulator.state import App, Installation, Repository
from app.simulator.store import Store, reaches
from app.simulator.wire import JsonObject


def app(store: Store, found: App) -> JsonObject:
    """An `integration`: what stands in check runs and what `GET /app` answers."""
    return {
        "id": found.id,
        "slug": found.slug,
        "node_id": node_id("A", found.id),
        "client_id": found.client_id,
        "owner": simple_user(store, found.owner),
        "name": found.name,
        "description": None,
        "external_url": f"{store.url}/apps/{found.slug}",
        "html_url": f"{store.url}/apps/{found.slug}",
        "created_at": stamp(found.created_at),
        "updated_at": stamp(found.created_at),
        "permissions": found.permissions,
        "events": found.events,
    }


def installation(store: Store, found: Installation) -> JsonObject:
    """An `installation`."""
    owner = store.apps[found.app_id]
    html = f"{store.url}/organizations/{found.account.login}/settings/installations/{found.id}"
    return {
        "id": found.id,
        "account": simple_user(store, found.account),
        "repository_selection": "all" if found.repository_ids is None else "selected",
        "access_tokens_url": f"{store.api_url}/app/installations/{found.id}/access_tokens",
        "repositories_url": f"{store.api_url}/installation/repositories",
        "html_url": html,
        "app_id": found.app_id,
        "client_id": owner.client_id,
        "app_slug": owner.slug,
        "target_id": found.account.id,
        "target_type": found.account.type,
        "permissions": found.permissions,
        "events": found.events,
        "created_at": stamp(found.created_at),
        "updated_at": stamp(found.created_at),
        "single_file_name": None,
        "has_multiple_single_files": False,
        "single_file_paths": [],
        "suspended_by": maybe_user(store, found.suspended_by),
        "suspended_at": maybe_stamp(found.suspended_at),
    }


def installed_repository(found: Repository) -> JsonObject:
    """A repository in a few words, as webhooks about installations list them."""
    return {
        "id": found.id,
        "node_id": node_id("R", found.id),
        "name": found.name,
        "full_name": found.full_name,
        "private": found.private,
    }


def installation_content(store: Store, found: Installation) -> JsonObject:
    """What `installation` webhooks carry: the installation and the repositories that it reaches."""
    shown = [installed_repository(one) for one in store.repositories.values() if reaches(found, one)]
    return {"installation": installation(store, found), "repositories": shown, "requester": None}
