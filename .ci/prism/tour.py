"""A visit to every route of the simulator, and to the refusals that matter, so that every kind of answer is seen."""

import json
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import Final
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
from graphql import build_schema

from app.simulator import PERMISSIONS
from app.simulator.state import App, Installation
from app.simulator.wire import Json, JsonObject
from description import parts
from every_field import every_field
from repositories import BRANCH
from stage import EXAMPLE, LARGE, WRITER, Stage

_REPO: Final = f"/repos/{LARGE}"
_PULL: Final = f"{_REPO}/pulls/1"
_SOURCE: Final = "src/orders.py"
_ACCEPT: Final = "application/vnd.github+json"
_WITHIN: Final = 30.0
_NO_ID: Final = 1
_ELSEWHERE: Final = "umbrella"
_MANIFEST: Final[JsonObject] = {
    "name": "Speckeeper on tour",
    "url": "https://speckeeper.example",
    "hook_attributes": {"url": "https://speckeeper.example/webhooks/github"},
    "redirect_url": "http://127.0.0.1:1/done",
    "default_permissions": {"checks": "write", "contents": "read"},
    "default_events": ["check_run"],
}
_RESOLVE: Final = (
    "mutation Resolve($input: {verb}ReviewThreadInput!) {{ {field}(input: $input) {{ thread {{ id }} }} }}"
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody with a token."""

    client: httpx.Client

    def call(self, method: str, route: str, body: Json = None, **query: str | int) -> Json:
        """The answer's body, whatever its status: what is right about it is looked up in the simulator's log."""
        answer = self.client.request(method, route, json=body, params=query)
        return answer.json() if answer.content and "json" in answer.headers["content-type"] else None

    def made(self, route: str, body: Json) -> int:
        """The id of what a POST made. Raises KeyError or TypeError when it made nothing."""
        identity = parts(self.call("POST", route, body))["id"]
        if not isinstance(identity, int):
            raise TypeError(f"POST {route} answered the id {identity!r}")
        return identity

    def asked(self, query: str, **variables: Json) -> JsonObject:
        """The data of a GraphQL answer."""
        return parts(parts(self.call("POST", "/graphql", {"query": query, "variables": variables})).get("data"))


@contextmanager
def _caller(stage: Stage, token: str) -> Generator[Caller]:
    headers = {"accept": _ACCEPT, "authorization": f"Bearer {token}"}
    with httpx.Client(base_url=stage.github, headers=headers, timeout=_WITHIN, trust_env=False) as client:
        yield Caller(client)


def visit(stage: Stage) -> None:
    """Call everything once, on the repository of the large pull request."""
    with _caller(stage, _app_token(stage)) as app:
        _as_app(app, stage.installation)
    with _caller(stage, stage.simulator.token(stage.installation)) as caller:
        head = str(parts(parts(caller.call("GET", _PULL))["head"])["sha"])
        _read(caller, head)
        _checks(caller, head)
        _conversation(caller)
        _review(caller, head)
        _refusals(caller, head)
        _ask(caller)
    with _caller(stage, "ghs_unknown") as stranger:
        stranger.call("GET", _PULL)
    _resolve(stage)
    _register(stage)
    _move(stage)
    stage.idle()


def _app_token(stage: Stage) -> str:
    now = int(time.time())
    claims = {"iat": now - 30, "exp": now + 300, "iss": str(stage.app.id)}
    return jwt.encode(claims, stage.private_key, algorithm="RS256")


def _as_app(app: Caller, installation: Installation) -> None:
    app.call("GET", "/app")
    app.call("GET", "/app/installations", per_page=100)
    app.call("GET", f"/app/installations/{installation.id}")
    app.call("GET", f"{_REPO}/installation")
    tokens = f"/app/installations/{installation.id}/access_tokens"
    app.call("POST", tokens, {"repositories": [LARGE.split("/")[1]], "permissions": {"checks": "write"}})
    app.call("POST", tokens, {"repositories": ["nowhere"]})
    app.call("GET", f"/app/installations/{_NO_ID}")
    deliveries = app.call("GET", "/app/hook/deliveries", per_page=100, status="success")
    first = parts(deliveries[0])["id"] if isinstance(deliveries, list) else None
    app.call("GET", f"/app/hook/deliveries/{first}")
    app.call("POST", f"/app/hook/deliveries/{first}/attempts")


def _read(caller: Caller, head: str) -> None:
    caller.call("GET", "/rate_limit")
    caller.call("GET", "/installation/repositories", per_page=100)
    caller.call("GET", _REPO)
    caller.call("GET", f"{_REPO}/collaborators/{WRITER}/permission")
    caller.call("GET", f"{_REPO}/pulls", state="all", per_page=1)
    caller.call("GET", f"{_REPO}/pulls", state="open", sort="updated", direction="desc")
    caller.call("GET", f"{_PULL}/files", per_page=100)
    caller.call("GET", f"{_PULL}/commits", per_page=2, page=2)
    caller.call("GET", f"{_REPO}/compare/main...{BRANCH}", per_page=1)
    caller.call("GET", f"{_REPO}/commits/{head}")
    caller.call("GET", f"{_REPO}/commits/{head}/pulls")
    caller.call("GET", f"{_REPO}/contents/src", ref=head)
    blob = parts(caller.call("GET", f"{_REPO}/contents/{_SOURCE}", ref=head))["sha"]
    caller.call("GET", f"{_REPO}/git/blobs/{blob}")
    caller.call("GET", f"{_REPO}/git/trees/{head}", recursive="1")


def _checks(caller: Caller, head: str) -> None:
    output = {"title": "Reading", "summary": "The spec is being read.", "text": "Slowly."}
    annotation = {
        "path": _SOURCE, "start_line": 1, "end_line": 1, "start_column": 1, "end_column": 6,
        "annotation_level": "notice", "message": "Here.", "title": "A place", "raw_details": "ORDERS",
    }  # fmt: skip
    run = caller.made(f"{_REPO}/check-runs", {"name": "tour", "head_sha": head, "status": "queued", "output": output})
    actions = [{"label": "Again", "description": "Read it once more", "identifier": "again"}]
    ended = {"conclusion": "success", "output": {**output, "annotations": [annotation]}, "actions": actions}
    found = parts(caller.call("PATCH", f"{_REPO}/check-runs/{run}", ended))
    caller.call("GET", f"{_REPO}/check-runs/{run}")
    caller.call("GET", f"{_REPO}/check-runs/{run}/annotations", per_page=50)
    caller.call("GET", f"{_REPO}/commits/{head}/check-runs", filter="all", check_name="tour")
    suite = parts(found["check_suite"])["id"]
    caller.call("GET", f"{_REPO}/check-suites/{suite}")
    caller.call("GET", f"{_REPO}/check-suites/{suite}/check-runs", filter="latest", status="completed")
    caller.call("GET", f"{_REPO}/commits/{head}/check-suites", check_name="tour", per_page=10)


def _conversation(caller: Caller) -> None:
    comment = caller.made(f"{_REPO}/issues/1/comments", {"body": "Read."})
    one = f"{_REPO}/issues/comments/{comment}"
    caller.call("GET", f"{_REPO}/issues/1/comments", per_page=100)
    caller.call("GET", one)
    caller.call("PATCH", one, {"body": "Read twice."})
    _react(caller, one)
    caller.call("DELETE", one)


def _react(caller: Caller, comment: str) -> None:
    reaction = caller.made(f"{comment}/reactions", {"content": "eyes"})
    caller.call("POST", f"{comment}/reactions", {"content": "eyes"})
    caller.call("GET", f"{comment}/reactions", content="eyes")
    caller.call("DELETE", f"{comment}/reactions/{reaction}")


def _review(caller: Caller, head: str) -> None:
    place = {"path": _SOURCE, "line": 1, "side": "RIGHT", "body": "Why?"}
    made = {"commit_id": head, "event": "COMMENT", "body": "Two things.", "comments": [place]}
    review = caller.made(f"{_PULL}/reviews", made)
    caller.call("GET", f"{_PULL}/reviews", per_page=100)
    caller.call("GET", f"{_PULL}/reviews/{review}")
    caller.call("GET", f"{_PULL}/reviews/{review}/comments", per_page=100)
    comment = caller.made(f"{_PULL}/comments", {"commit_id": head, **place})
    whole = {"commit_id": head, "path": _SOURCE, "subject_type": "file", "body": "All of it?"}
    caller.call("POST", f"{_PULL}/comments", whole)
    caller.call("POST", f"{_PULL}/comments/{comment}/replies", {"body": "Because."})
    caller.call("GET", f"{_PULL}/comments", per_page=100)
    one = f"{_REPO}/pulls/comments/{comment}"
    caller.call("GET", one)
    caller.call("PATCH", one, {"body": "Why so?"})
    _react(caller, one)
    spare = caller.made(f"{_PULL}/comments", {"commit_id": head, **place})
    caller.call("DELETE", f"{_REPO}/pulls/comments/{spare}")


def _refusals(caller: Caller, head: str) -> None:
    """What GitHub takes by its form and refuses by its content."""
    caller.call("GET", f"{_REPO}/pulls/999")
    caller.call("GET", "/repos/acme/nowhere")
    caller.call("GET", f"{_REPO}/commits/{'0' * 40}")
    caller.call("GET", f"{_REPO}/compare/main...nowhere")
    caller.call("POST", f"{_REPO}/check-runs", {"name": "tour", "head_sha": "0" * 40})
    outside = {"path": _SOURCE, "line": 99, "side": "RIGHT", "body": "Where?"}
    caller.call("POST", f"{_PULL}/reviews", {"commit_id": head, "event": "COMMENT", "body": "x", "comments": [outside]})
    caller.call("POST", f"{_PULL}/comments", {"commit_id": head, **outside})
    caller.call("PATCH", f"{_REPO}/issues/comments/{_NO_ID}", {"body": "x"})


def _ask(caller: Caller) -> None:
    """Everything that the GraphQL schema of the simulator knows."""
    schema = build_schema(files("app.simulator.graphql").joinpath("schema.graphql").read_text("utf-8"))
    for repository in (LARGE, EXAMPLE):
        owner, name = repository.split("/")
        arguments = {
            "owner": f'"{owner}"', "name": f'"{name}"', "number": "1", "first": "3",
            "qualifiedName": '"refs/heads/main"', "expression": '"main:README.md"', "path": '"README.md"',
        }  # fmt: skip
        caller.asked(every_field(schema, "repository", arguments))
        caller.asked(every_field(schema, "repository", {**arguments, "expression": '"main:"'}))
        caller.asked(every_field(schema, "repository", {**arguments, "expression": '"main"'}))
    caller.asked(every_field(schema, "rateLimit", {}))


def _resolve(stage: Stage) -> None:
    """Threads are resolved by an App that may: it needs more than ours asks for."""
    app = _resolver(stage)
    token = stage.simulator.token(stage.simulator.install(app, "acme"))
    with _caller(stage, token) as caller:
        thread = _first_thread(caller)
        for verb, field in (("Resolve", "resolveReviewThread"), ("Unresolve", "unresolveReviewThread")):
            caller.asked(_RESOLVE.format(verb=verb, field=field), input={"threadId": thread})


def _register(stage: Stage) -> None:
    """An App is made from a manifest, and its code used twice."""
    address = stage.simulator.people.create_app(json.dumps(_MANIFEST), "state", WRITER)
    (code,) = parse_qs(urlsplit(address).query)["code"]
    with httpx.Client(base_url=stage.github, headers={"accept": _ACCEPT}, timeout=_WITHIN, trust_env=False) as client:
        anybody = Caller(client)
        for _ in range(2):
            anybody.call("POST", f"/app-manifests/{code}/conversions")


def _move(stage: Stage) -> None:
    """What owners do with repositories and installations; the App of it has no service that would listen."""
    simulator, people = stage.simulator, stage.simulator.people
    app = simulator.add_app(stage.app.public_key, slug="mover")
    simulator.add_account(_ELSEWHERE, "Organization")
    simulator.add_account("heirs", "Organization")
    simulator.install(app, "heirs")
    simulator.add_repository(f"{_ELSEWHERE}/first", stage.workshop.git_dir)
    simulator.add_repository(f"{_ELSEWHERE}/second", stage.workshop.git_dir)
    installation, _ = people.install(app, _ELSEWHERE, [f"{_ELSEWHERE}/first"], by=WRITER)
    people.add_repositories(installation, [f"{_ELSEWHERE}/second"], WRITER)
    people.remove_repositories(installation, [f"{_ELSEWHERE}/second"], WRITER)
    people.grant(installation, {"contents": "write"}, WRITER)
    with _caller(stage, simulator.token(installation)) as caller:
        people.rename_repository(f"{_ELSEWHERE}/first", "later", WRITER)
        caller.call("GET", f"/repos/{_ELSEWHERE}/first")
        caller.call("POST", f"/repos/{_ELSEWHERE}/first/issues/1/comments", {"body": "Where?"})
    people.suspend(installation, WRITER)
    people.unsuspend(installation, WRITER)
    people.transfer_repository(f"{_ELSEWHERE}/later", "heirs", WRITER)
    people.delete_repository("heirs/later", WRITER)
    people.uninstall(installation, WRITER)


def _resolver(stage: Stage) -> App:
    permissions: Mapping[str, str] = {**PERMISSIONS, "contents": "write"}
    return stage.simulator.add_app(stage.app.public_key, slug="resolver", permissions=permissions, events=())


def _first_thread(caller: Caller) -> Json:
    owner, name = LARGE.split("/")
    below = "pullRequest(number: 1) { reviewThreads(first: 1) { nodes { id } } }"
    data = caller.asked(f'query {{ repository(owner: "{owner}", name: "{name}") {{ {below} }} }}')
    threads = parts(parts(parts(data["repository"])["pullRequest"])["reviewThreads"])["nodes"]
    if not isinstance(threads, list):
        raise TypeError("the review made no thread")
    return parts(threads[0])["id"]
