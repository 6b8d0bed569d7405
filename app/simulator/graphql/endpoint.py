"""`POST /graphql`: parse, validate, execute, and answer with GitHub's kind of errors."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from graphql import (
    GraphQLError,
    GraphQLSchema,
    build_schema,
    graphql_sync,  # pyright: ignore[reportUnknownVariableType] - its executor has no type
)
from pydantic import BaseModel

from app.simulator.call import Call, within
from app.simulator.conversation import Conversation
from app.simulator.graphql.connection import Info, Node, Refused, later
from app.simulator.graphql.nodes import Viewer, pull_request, review_thread
from app.simulator.graphql.repositories import repository
from app.simulator.objects.common import node_id, stamp
from app.simulator.state import Account, ReviewThread, Write
from app.simulator.tokens import bad_credentials
from app.simulator.webhooks import Hooks
from app.simulator.wire import Answer, Json, Refusal


class Query(BaseModel):
    """What a client posts."""

    query: str
    variables: dict[str, object] | None = None
    operationName: str | None = None  # noqa: N815 - GitHub's word


@cache
def schema() -> GraphQLSchema:
    """The schema that stands beside this file."""
    text = files("app.simulator.graphql").joinpath("schema.graphql").read_text()
    return build_schema(text)


def answer(call: Call, limit: Mapping[str, int]) -> Answer:
    """Run one query. Errors of the query are HTTP 200, as with GitHub."""
    if call.grant is None:
        raise bad_credentials()
    asked = call.parse(Query)
    viewer = Viewer(call.store, call.grant)
    result = graphql_sync(
        schema(),
        asked.query,
        root_value=_root(viewer, call, limit),
        variable_values=asked.variables,
        operation_name=asked.operationName,
    )
    body: dict[str, Json] = {}
    if result.data is not None:
        body["data"] = result.data
    if result.errors:
        body["errors"] = [_error(error) for error in result.errors]
    return Answer(body)


def _error(error: GraphQLError) -> Json:
    """An error in GitHub's form. An error of ours is not one: it is raised."""
    cause = error.original_error
    if cause is not None and not isinstance(cause, GraphQLError | Refusal):
        raise cause
    shown: dict[str, Json] = {"message": error.message}
    if isinstance(cause, Refused):
        shown["type"] = cause.kind
        shown["extensions"] = {"saml_failure": False}
    if error.path is not None:
        shown["path"] = error.path
    if error.locations:
        shown["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    return shown


def _root(viewer: Viewer, call: Call, limit: Mapping[str, int]) -> Node:
    """What queries and mutations start from."""

    def find(_: Info, **arguments: object) -> Node:
        name = f"{arguments['owner']}/{arguments['name']}"
        try:
            found = viewer.store.repository(name)
        except Refusal:
            found = viewer.store.moved(name) if arguments["followRenames"] else None
        if found is None or not within(viewer.store, viewer.grant, found):
            raise Refused("NOT_FOUND", f"Could not resolve to a Repository with the name '{name}'.")
        return repository(viewer, found)

    def node(_: Info, **arguments: object) -> Node:
        return _node(viewer, str(arguments["id"]))

    def resolve(_: Info, **arguments: object) -> Node:
        return _settle(viewer, call.hooks, arguments["input"], call.caller.bot, resolved=True)

    def unresolve(_: Info, **arguments: object) -> Node:
        return _settle(viewer, call.hooks, arguments["input"], call.caller.bot, resolved=False)

    return {
        "repository": find,
        "node": node,
        "rateLimit": later(lambda: _limit(viewer, limit)),
        "resolveReviewThread": resolve,
        "unresolveReviewThread": unresolve,
    }


def _limit(viewer: Viewer, limit: Mapping[str, int]) -> Node:
    moment = viewer.store.now().fromtimestamp(limit["reset"], tz=viewer.store.now().tzinfo)
    return {**limit, "cost": 1, "nodeCount": 1, "resetAt": stamp(moment)}


def _node(viewer: Viewer, wanted: str) -> Node:
    store = viewer.store
    thread = next((one for one in store.threads.values() if node_id("PRRT", one.id) == wanted), None)
    if thread is not None and _reaches(viewer, thread.repository_id):
        viewer.demand("pull_requests", "read")
        return review_thread(store, store.repositories[thread.repository_id], thread)
    pull = next((one for one in store.pulls.values() if node_id("PR", one.id) == wanted), None)
    if pull is not None and _reaches(viewer, pull.repository_id):
        viewer.demand("pull_requests", "read")
        return pull_request(viewer, store.repositories[pull.repository_id], pull)
    raise Refused("NOT_FOUND", f"Could not resolve to a node with the global id of '{wanted}'")


def _reaches(viewer: Viewer, repository_id: int) -> bool:
    return within(viewer.store, viewer.grant, viewer.store.repositories[repository_id])


class ThreadInput(BaseModel):
    """The input of both mutations."""

    threadId: str  # noqa: N815 - GitHub's word
    clientMutationId: str | None = None  # noqa: N815 - the same


def _settle(viewer: Viewer, hooks: Hooks, given: object, by: Account, *, resolved: bool) -> Node:
    """Resolve a thread, or open it again. GitHub asks for `contents: write` beside `pull_requests: write`."""
    fields = ThreadInput.model_validate(given)
    thread = _thread(viewer, fields.threadId)
    viewer.demand("pull_requests", "write")
    viewer.demand("contents", "write")
    Conversation(viewer.store, hooks).settle(thread, by, resolved=resolved)
    named = f"{'' if resolved else 'un'}resolveReviewThread"
    written: Json = {named: {"threadId": fields.threadId}}
    viewer.store.writes.append(Write(thread.repository_id, "POST", "/graphql", written, 200))
    found = viewer.store.repositories[thread.repository_id]
    return {
        "clientMutationId": fields.clientMutationId,
        "thread": review_thread(viewer.store, found, thread),
    }


def _thread(viewer: Viewer, wanted: str) -> ReviewThread:
    for thread in viewer.store.threads.values():
        if node_id("PRRT", thread.id) == wanted and _reaches(viewer, thread.repository_id):
            return thread
    raise Refused("NOT_FOUND", f"Could not resolve to a node with the global id of '{wanted}'")
