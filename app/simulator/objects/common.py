"""Node ids, timestamps, accounts."""

import base64
from datetime import UTC, datetime

from app.simulator.state import Account
from app.simulator.store import Store
from app.simulator.wire import Json, JsonObject


def node_id(prefix: str, number: int) -> str:
    """GitHub's global id: a prefix for the kind, then an opaque text."""
    return f"{prefix}_{base64.urlsafe_b64encode(number.to_bytes(8, 'big')).decode().rstrip('=')}"


def stamp(moment: datetime) -> str:
    """`2026-11-22T10:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def maybe_stamp(moment: datetime | None) -> str | None:
    """The same, or null."""
    return None if moment is None else stamp(moment)


_PREFIX = {"User": "U", "Organization": "O", "Bot": "BOT"}


def simple_user(store: Store, account: Account) -> JsonObject:
    """A `simple-user`."""
    api = f"{store.api_url}/users/{account.login}"
    return {
        "login": account.login,
        "id": account.id,
        "node_id": node_id(_PREFIX[account.type], account.id),
        "avatar_url": f"{store.url}/avatars/u/{account.id}?v=4",
        "gravatar_id": "",
        "url": api,
        "html_url": f"{store.url}/{account.login}",
        "followers_url": f"{api}/followers",
        "following_url": f"{api}/following{{/other_user}}",
        "gists_url": f"{api}/gists{{/gist_id}}",
        "starred_url": f"{api}/starred{{/owner}}{{/repo}}",
        "subscriptions_url": f"{api}/subscriptions",
        "organizations_url": f"{api}/orgs",
        "repos_url": f"{api}/repos",
        "events_url": f"{api}/events{{/privacy}}",
        "received_events_url": f"{api}/received_events",
        "type": account.type,
        "user_view_type": "public",
        "site_admin": False,
    }


def maybe_user(store: Store, account: Account | None) -> JsonObject | None:
    """The same, or null."""
    return None if account is None else simple_user(store, account)


def link(href: str) -> JsonObject:
    """An entry of `_links`."""
    return {"href": href}


def reaction_counts(store: Store, subject: str, subject_id: int, url: str) -> JsonObject:
    """A `reaction-rollup`."""
    contents = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")
    found = [r.content for r in store.reactions.values() if (r.subject, r.subject_id) == (subject, subject_id)]
    counts: dict[str, Json] = {content: found.count(content) for content in contents}
    return {"url": f"{url}/reactions", "total_count": len(found), **counts}
