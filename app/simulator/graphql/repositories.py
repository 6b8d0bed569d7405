"""A repository as a node: its refs, its pull requests, its merge queue."""

from collections.abc import Callable, Mapping
from datetime import datetime

from app.simulator import git
from app.simulator.graphql.connection import Info, Node, Refused, Resolver, connection, later
from app.simulator.graphql.nodes import Viewer, actor, git_ref, plain_repository, pull_request
from app.simulator.graphql.objects import commit_node, repository_object
from app.simulator.objects.common import node_id, stamp
from app.simulator.state import PullRequest, QueueEntry, Repository
from app.simulator.store import Store


def repository(viewer: Viewer, found: Repository) -> Node:
    """A Repository."""
    store = viewer.store

    def pull(_: Info, **arguments: object) -> Node:
        viewer.demand("pull_requests", "read")
        number = arguments["number"]
        pull = store.pulls.get((found.id, number)) if isinstance(number, int) else None
        if pull is None:
            raise Refused("NOT_FOUND", f"Could not resolve to a PullRequest with the number of {number}.")
        return pull_request(viewer, found, pull)

    def ref(_: Info, **arguments: object) -> Node | None:
        viewer.demand("contents", "read")
        return git_ref(store, found, str(arguments["qualifiedName"]))

    def git_object(_: Info, **arguments: object) -> Node | None:
        viewer.demand("contents", "read")
        return repository_object(store, found, arguments.get("expression") or arguments.get("oid"))

    def queue(_: Info, **arguments: object) -> Node | None:
        viewer.demand("merge_queues", "read")
        return merge_queue(viewer, found, str(arguments.get("branch") or found.default_branch))

    return {
        **plain_repository(store, found),
        "defaultBranchRef": later(lambda: git_ref(store, found, found.default_branch)),
        "ref": ref,
        "object": git_object,
        "pullRequest": pull,
        "pullRequests": _pull_requests(viewer, found),
        "mergeQueue": queue,
    }


def _pull_requests(viewer: Viewer, found: Repository) -> Resolver:
    def resolve(info: Info, **arguments: object) -> object:
        viewer.demand("pull_requests", "read")
        selected = _ordered(_selected(viewer.store.pulls_of(found), arguments), arguments, viewer.store)
        return connection(selected, lambda one: pull_request(viewer, found, one))(info, **arguments)

    return resolve


def _selected(pulls: list[PullRequest], arguments: Mapping[str, object]) -> list[PullRequest]:
    """Those of the wanted states and branches."""
    states, head, base = arguments.get("states"), arguments.get("headRefName"), arguments.get("baseRefName")
    return [
        one
        for one in pulls
        if (not isinstance(states, list) or one.graphql_state in states)
        and head in (None, one.head_ref)
        and base in (None, one.base_ref)
    ]


def _ordered(pulls: list[PullRequest], arguments: Mapping[str, object], store: Store) -> list[PullRequest]:
    """Oldest first, or as `orderBy` says."""
    order = arguments.get("orderBy")
    if not isinstance(order, dict):
        return sorted(pulls, key=lambda one: one.number)
    keys: Mapping[object, Callable[[PullRequest], tuple[int | datetime, int]]] = {
        "CREATED_AT": lambda one: (one.created_at, one.number),
        "UPDATED_AT": lambda one: (one.updated_at, one.number),
        "COMMENTS": lambda one: (len(store.comments_of(one)), one.number),
    }
    wanted: dict[object, object] = {**order}
    return sorted(pulls, key=keys[wanted["field"]], reverse=wanted["direction"] == "DESC")


def merge_queue(viewer: Viewer, found: Repository, branch: str) -> Node | None:
    """The MergeQueue of a branch; None for a branch that has none, because nothing was ever queued for it."""
    store = viewer.store
    if branch not in found.queues:
        return None
    entries = list(enumerate(store.queued(found, branch), start=1))
    return {
        "__typename": "MergeQueue",
        "id": node_id("MQ", found.id),
        "url": f"{store.url}/{found.full_name}/queue/{branch}",
        "entries": connection(entries, lambda one: queue_entry(viewer, found, one[1], one[0])),
    }


def queue_entry(viewer: Viewer, found: Repository, entry: QueueEntry, position: int) -> Node:
    """A MergeQueueEntry: what it adds to its group lies between `baseCommit` and `headCommit`."""
    store, pull = viewer.store, viewer.store.pulls[(entry.repository_id, entry.number)]

    def commit(sha: str) -> Resolver:
        return later(lambda: commit_node(store, found, git.commit(found.git_dir, sha)))

    return {
        "__typename": "MergeQueueEntry",
        "id": node_id("MQE", entry.id),
        "position": position,
        "state": "AWAITING_CHECKS",
        "enqueuedAt": stamp(entry.enqueued_at),
        "enqueuer": actor(store, entry.enqueuer),
        "jump": False,
        "solo": False,
        "baseCommit": commit(entry.base_sha),
        "headCommit": commit(entry.head_sha),
        "pullRequest": later(lambda: pull_request(viewer, found, pull)),
    }
