"""One call of the REST interface: who calls, on what, with which parameters and body."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.simulator import tokens
from app.simulator.state import App, Grant, Repository
from app.simulator.store import Store, reaches
from app.simulator.webhooks import Hooks
from app.simulator.wire import Answer, Moved, Refusal, not_accessible, not_found

Body = TypeVar("Body", bound=BaseModel)

# Permissions, any one of which opens a route: ("checks", "write").
Permission = tuple[str, str]
Access = Literal["app", "token", "public"] | tuple[Permission, ...]

MOST_PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Call:
    """A request after its route was found. `grant` or `app` is set by `admit`."""

    store: Store
    hooks: Hooks
    method: str
    parameters: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    url: str
    body: bytes
    grant: Grant | None = None
    app: App | None = None

    def number(self, name: str) -> int:
        """A numeric path parameter. Raises Refusal 404 for anything else."""
        value = self.parameters[name]
        if not value.isdecimal():
            raise not_found()
        return int(value)

    @property
    def repository(self) -> Repository:
        """The repository of the path, if the token reaches it. Raises Refusal 404, and Moved for an old name."""
        found, old = self._named()
        if self.grant is None or not within(self.store, self.grant, found):
            raise not_found()
        if old:
            raise Moved(self.method, self._by_id(found))
        return found

    @property
    def any_repository(self) -> Repository:
        """The repository of the path, whoever asks. Raises the same."""
        found, old = self._named()
        if old:
            raise Moved(self.method, self._by_id(found))
        return found

    @property
    def names_repository(self) -> bool:
        """Whether the path is one of a repository."""
        return "repo" in self.parameters or "repository_id" in self.parameters

    def _named(self) -> tuple[Repository, bool]:
        """The repository of the path, by name or by id, and whether the name is an old one. Raises Refusal 404."""
        if "repository_id" in self.parameters:
            found = self.store.repositories.get(self.number("repository_id"))
            if found is None:
                raise not_found()
            return found, False
        name = f"{self.parameters['owner']}/{self.parameters['repo']}"
        moved = self.store.moved(name)
        try:
            return self.store.repository(name), False
        except Refusal:
            if moved is None:
                raise
            return moved, True

    def _by_id(self, found: Repository) -> str:
        """The address of this call under `/repositories/{id}`."""
        root, _, rest = self.url.partition("/repos/")
        below = rest.split("/", 2)[2:]
        query = f"?{urlencode(self.query)}" if self.query else ""
        return "/".join([root, "repositories", str(found.id), *below]) + query

    @property
    def caller(self) -> App:
        """The App that calls, by its own token or an installation's."""
        if self.app is not None:
            return self.app
        if self.grant is None:
            raise tokens.bad_credentials()
        return self.store.apps[self.store.installations[self.grant.installation_id].app_id]

    def parse(self, model: type[Body]) -> Body:
        """The body as `model`. Raises Refusal 400 for no JSON, 422 for JSON of another form."""
        try:
            return model.model_validate_json(self.body or b"{}")
        except ValidationError as error:
            raise _form_error(error.errors()[0]) from error


def within(store: Store, grant: Grant, repository: Repository) -> bool:
    """Whether the token reaches the repository: what it was narrowed to, and what the installation still has."""
    if not reaches(store.installations[grant.installation_id], repository):
        return False
    return grant.repository_ids is None or repository.id in grant.repository_ids


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One route: what it takes to call it, and what answers."""

    method: str
    path: str
    answer: Callable[[Call], Answer]
    access: Access


def admit(call: Call, access: Access) -> Call:
    """The call with its caller filled in. Raises Refusal 401, 403 or 404, in GitHub's order."""
    if access == "public":
        return call
    token = bearer(call.headers.get("authorization", ""))
    if not token:
        raise Refusal(401, "Requires authentication")
    if access == "app":
        return _with(call, None, tokens.authenticate_app(call.store, token))
    admitted = _with(call, tokens.authenticate_token(call.store, token), None)
    if call.names_repository:
        _ = admitted.repository
    if access != "token" and not any(_holds(admitted.grant, *needed) for needed in access):
        raise not_accessible()
    return admitted


def _holds(grant: Grant | None, permission: str, level: str) -> bool:
    return grant is not None and tokens.allowed(grant, permission, level)


def _with(call: Call, grant: Grant | None, app: App | None) -> Call:
    return Call(
        store=call.store,
        hooks=call.hooks,
        method=call.method,
        parameters=call.parameters,
        query=call.query,
        headers=call.headers,
        url=call.url,
        body=call.body,
        grant=grant,
        app=app,
    )


def bearer(header: str) -> str:
    """The token of an `Authorization` header: `Bearer …` or `token …`."""
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.casefold() in ("bearer", "token") else ""


def _form_error(error: ErrorDetails) -> Refusal:
    """GitHub's words for a body that its schema refuses."""
    where = "/".join(str(part) for part in error["loc"])
    context = error.get("ctx", {})
    given: object = error["input"]
    match error["type"]:
        case "json_invalid":
            return Refusal(400, "Problems parsing JSON")
        case "missing":
            reason = f'"{error["loc"][-1]}" wasn\'t supplied.'
        case "too_long":
            reason = (
                f"No more than {context['max_length']} items are allowed; {context['actual_length']} were supplied."
            )
        case "string_too_long":
            reason = f"Only {context['max_length']} characters are allowed; {len(str(given))} were supplied."
        case "literal_error":
            possible = str(context["expected"]).replace("'", "").replace(" or ", ", ")
            reason = (
                f"For 'properties/{where}', {given} is not a possible value. Must be one of the following: {possible}."
            )
        case _:
            reason = f"For 'properties/{where}', {given!r} is refused: {error['msg']}."
    return Refusal(422, f"Invalid request.\n\n{reason}")


Item = TypeVar("Item")


def page(call: Call, items: Sequence[Item]) -> tuple[Sequence[Item], dict[str, str]]:
    """The page of `items` that was asked for, and the `Link` header that leads on."""
    size = min(max(_integer(call.query.get("per_page"), 30), 1), MOST_PER_PAGE)
    number = max(_integer(call.query.get("page"), 1), 1)
    last = max(-(-len(items) // size), 1)
    targets = {"prev": number - 1, "next": number + 1, "last": last, "first": 1}
    if number >= last:
        targets = {"prev": number - 1, "first": 1}
    if number == 1:
        targets = {name: target for name, target in targets.items() if name in ("next", "last")}
    links = ", ".join(f'<{_page_url(call, target)}>; rel="{name}"' for name, target in targets.items())
    return items[(number - 1) * size : number * size], {"Link": links} if links else {}


def _page_url(call: Call, number: int) -> str:
    return f"{call.url}?{urlencode({**call.query, 'page': str(number)})}"


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() else otherwise
