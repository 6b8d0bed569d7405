"""The App about itself, its installations and their tokens."""

from pydantic import BaseModel

from app.simulator import registration, tokens
from app.simulator.call import Call, Endpoint, page, within
from app.simulator.objects import app as apps
from app.simulator.objects import repository as repositories
from app.simulator.objects.common import stamp
from app.simulator.state import Grant, Installation, Repository
from app.simulator.store import Store, reaches
from app.simulator.wire import Answer, Json, Refusal, not_found


class TokenBody(BaseModel):
    """What an installation token is narrowed to."""

    repositories: list[str] | None = None
    repository_ids: list[int] | None = None
    permissions: dict[str, str] | None = None


def get_app(call: Call) -> Answer:
    """`GET /app`."""
    count = sum(1 for one in call.store.installations.values() if one.app_id == call.caller.id)
    return Answer({**apps.app(call.store, call.caller), "installations_count": count})


def list_installations(call: Call) -> Answer:
    """`GET /app/installations`."""
    mine = [one for one in call.store.installations.values() if one.app_id == call.caller.id]
    shown, headers = page(call, mine)
    return Answer([apps.installation(call.store, one) for one in shown], headers=headers)


def get_installation(call: Call) -> Answer:
    """`GET /app/installations/{id}`."""
    return Answer(apps.installation(call.store, _mine(call)))


def repository_installation(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/installation`."""
    found = call.store.installation_of(call.any_repository, call.caller.id)
    if found is None:
        raise not_found()
    return Answer(apps.installation(call.store, found))


def create_token(call: Call) -> Answer:
    """`POST /app/installations/{id}/access_tokens`."""
    installation = _mine(call)
    if installation.suspended_at is not None:
        raise Refusal(403, "This installation has been suspended")
    body = call.parse(TokenBody)
    chosen = _chosen(call.store, installation, body)
    ids = None if chosen is None else frozenset(repository.id for repository in chosen)
    grant = tokens.issue(call.store, installation, body.permissions, ids)
    answer: dict[str, Json] = {
        "token": grant.token,
        "expires_at": stamp(grant.expires_at),
        "permissions": grant.permissions,
        "repository_selection": _selection(call.store, grant),
    }
    if chosen is not None:
        answer["repositories"] = [repositories.repository(call.store, one) for one in chosen]
    return Answer(answer, status=201)


def list_repositories(call: Call) -> Answer:
    """`GET /installation/repositories`: what the token reaches."""
    shown, headers = page(call, _reached(call.store, call.grant))
    body: dict[str, Json] = {
        "total_count": len(_reached(call.store, call.grant)),
        "repository_selection": _selection(call.store, call.grant),
        "repositories": [repositories.repository(call.store, one) for one in shown],
    }
    return Answer(body, headers=headers)


def _selection(store: Store, grant: Grant | None) -> str:
    """Whether a token opens all repositories of its account."""
    narrowed = grant is None or grant.repository_ids is not None
    chosen = grant is None or store.installations[grant.installation_id].repository_ids is not None
    return "selected" if narrowed or chosen else "all"


def _reached(store: Store, grant: Grant | None) -> list[Repository]:
    return [one for one in store.repositories.values() if grant is not None and within(store, grant, one)]


def _mine(call: Call) -> Installation:
    installation = call.store.installations.get(call.number("installation_id"))
    if installation is None or installation.app_id != call.caller.id:
        raise not_found()
    return installation


def _chosen(store: Store, installation: Installation, body: TokenBody) -> list[Repository] | None:
    """The repositories that the token is narrowed to; None when it is not. Raises Refusal 422."""
    if body.repositories is None and body.repository_ids is None:
        return None
    names, ids = body.repositories or [], body.repository_ids or []
    reached = [one for one in store.repositories.values() if reaches(installation, one)]
    chosen = [one for one in reached if one.name in names or one.id in ids]
    if len(chosen) < len(set(names)) + len(set(ids)):
        raise Refusal(
            422,
            "There is at least one repository that does not exist or is not accessible to the parent installation.",
        )
    return chosen


def convert_manifest(call: Call) -> Answer:
    """`POST /app-manifests/{code}/conversions`: the App's key and secrets, told once."""
    found = registration.convert(call.store, call.parameters["code"])
    if found is None:
        raise not_found()
    app, told = found
    more: dict[str, Json] = {
        "client_secret": told.client_secret,
        "webhook_secret": app.webhook_secret,
        "pem": told.private_key,
    }
    return Answer({**apps.app(call.store, app), **more}, status=201)


ENDPOINTS = (
    Endpoint("POST", "/app-manifests/{code}/conversions", convert_manifest, "public"),
    Endpoint("GET", "/app", get_app, "app"),
    Endpoint("GET", "/app/installations", list_installations, "app"),
    Endpoint("GET", "/app/installations/{installation_id}", get_installation, "app"),
    Endpoint("POST", "/app/installations/{installation_id}/access_tokens", create_token, "app"),
    Endpoint("GET", "/repos/{owner}/{repo}/installation", repository_installation, "app"),
    Endpoint("GET", "/installation/repositories", list_repositories, "token"),
)
