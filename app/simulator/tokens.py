"""Who calls: the App by its JSON web token, an installation by its access token."""

import secrets
from datetime import timedelta
from typing import Final

import jwt
from pydantic import BaseModel, ValidationError

from app.simulator.state import App, Grant, Installation
from app.simulator.store import Store
from app.simulator.wire import DOCUMENTATION, Refusal

LIFETIME = timedelta(hours=1)
LONGEST_JWT = timedelta(minutes=10)
SKEW = timedelta(seconds=5)

_RANKS: Final = {"none": 0, "read": 1, "write": 2, "admin": 3}


class _Claims(BaseModel):
    iss: str | int
    iat: int
    exp: int


def bad_credentials() -> Refusal:
    """A token that opens nothing, or no longer."""
    return Refusal(401, "Bad credentials")


def authenticate_app(store: Store, token: str) -> App:
    """The App that signed `token`. Raises Refusal 401, with GitHub's words for what is wrong."""
    claims = _claims(token)
    app = next((app for app in store.apps.values() if str(claims.iss) in (str(app.id), app.client_id)), None)
    if app is None:
        raise Refusal(401, "'Issuer' claim ('iss') must be an Integer or the Client ID of an App")
    _check_times(store, claims)
    try:
        jwt.decode(token, app.public_key, algorithms=["RS256"], options={"verify_exp": False, "verify_iat": False})
    except jwt.InvalidTokenError as error:
        raise Refusal(401, "A JSON web token could not be decoded") from error
    return app


def _claims(token: str) -> _Claims:
    try:
        return _Claims.model_validate(jwt.decode(token, options={"verify_signature": False}))
    except (jwt.InvalidTokenError, ValidationError) as error:
        raise Refusal(401, "A JSON web token could not be decoded") from error


def _check_times(store: Store, claims: _Claims) -> None:
    now = store.clock().timestamp()
    if claims.exp <= now:
        raise Refusal(
            401,
            "'Expiration time' claim ('exp') must be a numeric value representing the future time "
            "at which the assertion expires",
        )
    if claims.exp > now + (LONGEST_JWT + SKEW).total_seconds():
        raise Refusal(401, "'Expiration time' claim ('exp') is too far in the future")
    if claims.iat > now + SKEW.total_seconds():
        raise Refusal(
            401,
            "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
        )


def issue(
    store: Store,
    installation: Installation,
    permissions: dict[str, str] | None,
    repository_ids: frozenset[int] | None,
) -> Grant:
    """A new token for the installation, narrowed as asked. Raises Refusal 422 for what was not granted.

    One that is not narrowed to repositories opens what the installation has at the time of the call.
    """
    asked = dict(installation.permissions) if permissions is None else permissions
    for name, level in asked.items():
        if not suffices(installation.permissions.get(name, "none"), level):
            raise Refusal(422, "The permissions requested are not granted to this installation.")
    granted = {"metadata": "read", **asked}
    expires_at = store.now() + LIFETIME
    claims = {"iss": "simulator", "sub": str(installation.id), "jti": secrets.token_hex(12), "exp": expires_at}
    token = f"ghs_{installation.app_id}_{jwt.encode(claims, secrets.token_bytes(32), algorithm='HS256')}"
    grant = Grant(token, installation.id, repository_ids, granted, expires_at)
    store.grants[token] = grant
    return grant


def authenticate_token(store: Store, token: str) -> Grant:
    """What an installation token opens. Raises Refusal 401 (403 for a suspended installation)."""
    grant = store.grants.get(token)
    if grant is None or grant.expires_at <= store.clock():
        raise bad_credentials()
    installation = store.installations.get(grant.installation_id)
    if installation is None:
        raise bad_credentials()
    if installation.suspended_at is not None:
        raise Refusal(403, "This installation has been suspended", documentation=f"{DOCUMENTATION}/apps")
    return grant


def suffices(held: str, wanted: str) -> bool:
    """Whether the permission level `held` includes `wanted`."""
    return _RANKS.get(held, 0) >= _RANKS.get(wanted, len(_RANKS))


def allowed(grant: Grant, permission: str, level: str) -> bool:
    """Whether the token has `permission` at `level`."""
    return suffices(grant.permissions.get(permission, "none"), level)
