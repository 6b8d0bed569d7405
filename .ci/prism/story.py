"""What happens to two pull requests, so that the service makes every kind of request that it ever makes."""

from app.simulator.state import Delivery, PullRequest
from repositories import BRANCH
from stage import EXAMPLE, LARGE, WRITER, Stage

_BAD_GATEWAY = 502


def tell(stage: Stage) -> None:
    """Play the story to its end. Raises TimeoutError when the service does not do its part."""
    _ordinary(stage)
    _large(stage)
    _troubled(stage)
    _draft(stage)
    _talked_to(stage)
    _renamed(stage)
    stage.idle()


def _ordinary(stage: Stage) -> None:
    """The demo's pull request is opened, talked about, checked again and delivered again."""
    example, simulator = stage.example, stage.simulator
    pull, opened = simulator.open_pull_request(
        EXAMPLE, example.branch, example.base, title=example.title, body=example.body, author=WRITER
    )
    run = stage.checked(EXAMPLE, pull.head_sha)
    comment, _ = simulator.people.comment(EXAMPLE, pull.number, "Why is this so?", WRITER)
    simulator.people.edit_comment(comment, "Why is this so slow?")
    simulator.people.edit(EXAMPLE, pull.number, title="Answer with sources")
    simulator.people.label(EXAMPLE, pull.number, "spec")
    simulator.people.rerequest(run.id, WRITER)
    simulator.people.rerequest_suite(run.suite_id, WRITER)
    simulator.people.queue(EXAMPLE, [pull.number], WRITER)
    simulator.redeliver(_sent(opened).guid)
    stage.idle()


def _large(stage: Stage) -> None:
    """A review that fills a check run to its limits."""
    pull, _ = stage.simulator.open_pull_request(LARGE, BRANCH, title="Keep orders by number", author=WRITER)
    stage.checked(LARGE, pull.head_sha)


def _troubled(stage: Stage) -> None:
    """Pushes into an outage that loses an answer, and with a token that GitHub no longer takes."""
    simulator, pull = stage.simulator, _the_large_one(stage)
    simulator.fail_next("POST", "/check-runs$", _BAD_GATEWAY, when="after")
    _push(stage, pull, "ORDERS = {1: None}\n")
    simulator.fail_next("PATCH", "/check-runs/", _BAD_GATEWAY, when="after")
    _push(stage, pull, "ORDERS = {2: None}\n")
    simulator.expire_tokens()
    _push(stage, pull, "ORDERS = {3: None}\n")


def _draft(stage: Stage) -> None:
    """The large pull request becomes a draft, is pushed to, made ready, closed and opened again."""
    people, pull = stage.simulator.people, _the_large_one(stage)
    people.convert_to_draft(LARGE, pull.number)
    _push(stage, pull, "ORDERS = {4: None}\n")
    people.mark_ready(LARGE, pull.number)
    stage.idle()
    people.close(LARGE, pull.number)
    people.reopen(LARGE, pull.number)


def _talked_to(stage: Stage) -> None:
    """Commands, one of them edited afterwards and one that nobody knows, and every button of a check."""
    people, pull = stage.simulator.people, _the_large_one(stage)
    for command in (
        "/spec help",
        "/spec status",
        "/spec verify",
        "/spec waive FR-001 until we know more",
        "/spec dance",
    ):
        comment, _ = people.comment(LARGE, pull.number, command, WRITER)
        stage.idle()
        people.edit_comment(comment, f"{command}\n\nPlease.")
        stage.idle()
    run = stage.checked(LARGE, pull.head_sha)
    for action in run.actions:
        people.press(run.id, action.identifier, WRITER)
        stage.idle()


def _renamed(stage: Stage) -> None:
    """The repository has another name for a while, and is pushed to under it. Suspended meanwhile, the App rests."""
    people, owner = stage.simulator.people, LARGE.partition("/")[0]
    people.suspend(stage.installation, owner)
    stage.idle()
    people.unsuspend(stage.installation, owner)
    stage.idle()
    people.rename_repository(LARGE, "bookings", WRITER)
    _push(stage, _the_large_one(stage), "ORDERS = {5: None}\n", f"{owner}/bookings")
    people.rename_repository(f"{owner}/bookings", LARGE.partition("/")[2], WRITER)
    stage.idle()


def _push(stage: Stage, pull: PullRequest, content: str, repository: str = LARGE) -> None:
    sha = stage.workshop.commit(BRANCH, {"src/orders.py": content}, "Keep other orders")
    stage.simulator.push(repository, pull.number, sha)
    stage.checked(repository, sha)
    stage.idle()


def _the_large_one(stage: Stage) -> PullRequest:
    store = stage.simulator.store
    return store.pulls[(store.number_of(LARGE), 1)]


def _sent(delivery: Delivery | None) -> Delivery:
    if delivery is None:
        raise LookupError("no webhook was sent: the App of the story does not listen")
    return delivery
