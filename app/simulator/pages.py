"""The pages of the site that lead to a new App: where a manifest is posted, with one button pressed already."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from app.simulator import registration
from app.simulator.call import Call, Endpoint
from app.simulator.state import Account
from app.simulator.wire import Answer, not_found

_HTML = "text/html; charset=utf-8"


def new_app(call: Call) -> Answer:
    """`POST /settings/apps/new?state=`: an App of whoever visits."""
    return _create(call, call.store.account(call.store.visitor))


def new_app_of_organization(call: Call) -> Answer:
    """`POST /organizations/{org}/settings/apps/new?state=`: an App of the organisation; 404 for a person."""
    owner = call.store.organization(call.parameters["org"])
    if owner is None:
        raise not_found()
    return _create(call, owner)


def _create(call: Call, owner: Account) -> Answer:
    """302 to the manifest's `redirect_url`; a page that says what is wrong with the manifest otherwise."""
    form: Mapping[str, list[str]] = parse_qs(call.body.decode(errors="replace"))
    try:
        target = registration.create(call.store, form.get("manifest", [""])[0], call.query.get("state", ""), owner)
    except ValueError as error:
        return Answer(content=f"Invalid GitHub App configuration: {error}".encode(), status=422, media_type=_HTML)
    return Answer(content=b"", status=302, headers={"Location": target}, media_type=_HTML)


PAGES = (
    Endpoint("POST", "/settings/apps/new", new_app, "public"),
    Endpoint("POST", "/organizations/{org}/settings/apps/new", new_app_of_organization, "public"),
)
