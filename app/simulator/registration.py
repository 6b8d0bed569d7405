"""Apps come into being: registered by a program, or from a manifest as people do it."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, Final, Literal
from urllib.parse import urlencode, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import AfterValidator, BaseModel, Field, ValidationError

from app.simulator.state import Account, App, Conversion
from app.simulator.store import Store

PERMISSIONS: Final[Mapping[str, str]] = {
    "checks": "write",
    "contents": "read",
    "issues": "read",
    "merge_queues": "read",
    "metadata": "read",
    "pull_requests": "write",
}
EVENTS: Final = (
    "check_run",
    "check_suite",
    "issue_comment",
    "merge_group",
    "pull_request",
    "pull_request_review_comment",
    "pull_request_review_thread",
    "push",
    "repository",
)
CODE_LIVES: Final = timedelta(hours=1)
# Which permission each event needs; any one of several will do. What stands not here cannot be subscribed to.
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "check_run": ("checks",),
    "check_suite": ("checks",),
    "create": ("contents",),
    "delete": ("contents",),
    "issue_comment": ("issues", "pull_requests"),
    "issues": ("issues",),
    "label": ("issues", "pull_requests", "metadata"),
    "merge_group": ("merge_queues",),
    "pull_request": ("pull_requests",),
    "pull_request_review": ("pull_requests",),
    "pull_request_review_comment": ("pull_requests",),
    "pull_request_review_thread": ("pull_requests",),
    "push": ("contents",),
    "repository": ("metadata",),
    "status": ("statuses",),
}
_INVALID: Final = "The configuration does not appear to be a valid GitHub App manifest."


def _web_address(text: str) -> str:
    target = urlsplit(text)
    if target.scheme not in ("http", "https") or not target.hostname:
        raise ValueError("must be a valid URL")
    return text


Address = Annotated[str, AfterValidator(_web_address)]


class HookAttributes(BaseModel):
    """Where the App's webhooks go."""

    url: Address
    active: bool = True


class Manifest(BaseModel):
    """What an App is to be: docs.github.com, apps/sharing-github-apps/registering-a-github-app-from-a-manifest."""

    name: Annotated[str, Field(min_length=1, max_length=34)]
    url: Address
    hook_attributes: HookAttributes
    redirect_url: Address
    callback_urls: Annotated[list[Address], Field(max_length=10)] = []
    setup_url: Address | None = None
    description: str = ""
    public: bool = False
    default_events: list[str] = []
    default_permissions: dict[str, Literal["read", "write", "admin", "none"]] = {}
    request_oauth_on_install: bool = False
    setup_on_update: bool = False


def register(  # noqa: PLR0913 - an App is registered with all of these
    store: Store,
    name: str,
    owner: Account,
    public_key: str,
    *,
    permissions: Mapping[str, str],
    events: Sequence[str],
    slug: str = "",
    app_id: int | None = None,
    webhook_url: str = "",
    webhook_secret: str = "",
) -> App:
    """A new App with its bot. Without a `slug`, the name in small letters and dashes."""
    number = store.next_id() if app_id is None else app_id
    short = slug or slug_of(name)
    bot = store.account(f"{short}[bot]")
    bot.type = "Bot"
    app = App(
        id=number,
        slug=short,
        name=name,
        client_id=f"Iv23li{number:014d}",
        owner=owner,
        bot=bot,
        public_key=public_key,
        permissions=dict(permissions),
        events=tuple(events),
        webhook_url=webhook_url,
        webhook_secret=webhook_secret,
        created_at=store.now(),
    )
    store.apps[number] = app
    return app


def slug_of(name: str) -> str:
    """The name as it stands in addresses."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.casefold()).split())


def create(store: Store, manifest_json: str, state: str, owner: Account) -> str:
    """Make the App that the manifest describes; where GitHub sends the browser, with `code` and `state`.

    Raises ValueError with what is wrong with the manifest.
    """
    manifest = _checked(store, manifest_json)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    hook = manifest.hook_attributes
    app = register(
        store,
        manifest.name,
        owner,
        _public(key),
        permissions={"metadata": "read", **_granted(manifest)},
        events=manifest.default_events,
        webhook_url=hook.url if hook.active else "",
        webhook_secret=secrets.token_hex(20),
    )
    code = secrets.token_hex(20)
    expires_at = store.now() + CODE_LIVES
    store.conversions[code] = Conversion(app.id, _private(key), secrets.token_hex(20), expires_at)
    separator = "&" if urlsplit(manifest.redirect_url).query else "?"
    answer = {"code": code, "state": state} if state else {"code": code}
    return f"{manifest.redirect_url}{separator}{urlencode(answer)}"


def convert(store: Store, code: str) -> tuple[App, Conversion] | None:
    """The App that a code stands for, and what is told of it once; None for a code that is used up or too old."""
    found = store.conversions.pop(code, None)
    if found is None or found.expires_at <= store.clock():
        return None
    return store.apps[found.app_id], found


def _checked(store: Store, manifest_json: str) -> Manifest:
    try:
        manifest = Manifest.model_validate_json(manifest_json)
    except ValidationError as error:
        told = (f"{'.'.join(map(str, one['loc'])) or 'manifest'}: {one['msg']}" for one in error.errors())
        raise ValueError(f"{_INVALID} {'; '.join(told)}") from error
    problems: list[str] = []
    if any(app.slug == slug_of(manifest.name) for app in store.apps.values()):
        problems.append("Name is already taken")
    unsupported = [event for event in manifest.default_events if not _supported(event, manifest)]
    if unsupported:
        problems.append(f"Default events unsupported: {', '.join(unsupported)}")
    if problems:
        raise ValueError(f"{_INVALID} {'; '.join(problems)}")
    return manifest


def _supported(event: str, manifest: Manifest) -> bool:
    """Whether there is such an event to subscribe to, and a permission that allows it."""
    return not {"metadata", *_granted(manifest)}.isdisjoint(_NEEDED.get(event, ()))


def _granted(manifest: Manifest) -> dict[str, str]:
    return {name: level for name, level in manifest.default_permissions.items() if level != "none"}


def _public(key: rsa.RSAPrivateKey) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def _private(key: rsa.RSAPrivateKey) -> str:
    """In the form of GitHub's: PKCS #1."""
    form, plain = serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, plain).decode()
