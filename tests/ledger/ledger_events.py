"""Events of one small organisation, and what is decided about them here."""

from app.domain.event import (
    CheckEvent,
    CommentEvent,
    Errand,
    Ignored,
    InstallationEvent,
    MergeGroup,
    MergeGroupEvent,
    OrderEvent,
    PullRequestEvent,
    PushEvent,
    RepositoryEvent,
    ReviewPlan,
    Skip,
    Stop,
)
from app.domain.review import Reviewed
from specs_schema.report import Report, ReportedFeature, Tool, Usage

A, B = "a" * 40, "b" * 40
FEATURE = ReportedFeature(dir="specs/001-login", format="speckit", reasons=("named",))


def _event(kind, delivery, changes, **fields):
    where = {"delivery": delivery, "installation_id": 1, "repository_id": 2, "repository": "acme/rag"}
    return kind(**{**where, **fields, **changes})


def an_event(delivery="1", **changes):
    return _event(PullRequestEvent, delivery, changes, action="opened", number=7, head_sha=A)


def an_order(delivery="order", **changes):
    return _event(OrderEvent, delivery, changes, action="verify", sender="ada", number=7, head_sha=A)


def a_comment(delivery="comment", **changes):
    return _event(
        CommentEvent,
        delivery,
        changes,
        action="created",
        sender="ada",
        number=7,
        comment_id=5_000_000_000,
        place="conversation",
        author="ada",
        body="/spec verify",
    )


def a_check(delivery="check", **changes):
    return _event(CheckEvent, delivery, changes, action="rerequested", head_sha=A, numbers=(7,))


def a_group(delivery="group", **changes):
    return _event(
        MergeGroupEvent, delivery, changes, action="checks_requested", head_sha=A, base_sha=B, base_ref="main"
    )


def a_push(delivery="push", **changes):
    return _event(PushEvent, delivery, changes, action="", branch="main", head_sha=B)


def a_renaming(delivery="renaming", **changes):
    return _event(RepositoryEvent, delivery, changes, action="renamed", previous="acme/old")


def an_installation(delivery="installation", **changes):
    fields = {"delivery": delivery, "action": "created", "installation_id": 1, "account": "acme"}
    return InstallationEvent(**{**fields, "created_at": "2026-11-23T05:00:00Z", **changes})


ERRANDS = (a_comment, a_check, a_push, a_renaming, an_installation)


def a_plan(event, **changes):
    names = ("installation_id", "repository_id", "repository", "head_sha")
    where = {name: getattr(event, name) for name in names}
    return ReviewPlan(**{**where, "number": getattr(event, "number", 0), **changes})


def decide(event):
    """One decision of each kind, as simple as can be: the real ones are tested where they are made."""
    match event:
        case PullRequestEvent(action="closed"):
            return Stop(plan=a_plan(event), reason="The pull request was closed")
        case PullRequestEvent(closed=True):
            return Ignored(reason="closed")
        case PullRequestEvent(draft=True):
            return Skip(plan=a_plan(event), reason="This is a draft")
        case PullRequestEvent():
            return a_plan(event)
        case OrderEvent():
            asked_by = event.sender if event.entitled else ""
            return a_plan(event, full=event.full, feature=event.feature, asked_by=asked_by)
        case MergeGroupEvent():
            return a_plan(event, merge_group=MergeGroup(base_sha=event.base_sha, base_ref=event.base_ref))
        case _:
            return Errand(event=event, partition=f"errand:{getattr(event, 'repository_id', 'installation')}")


async def taken(ledger, *events):
    """What becomes of these events, one after the other."""
    results = []
    for event in events:
        await ledger.receive(event)
        results.append(await ledger.take(decide))
    return results


def a_reviewed(*, features=(FEATURE,), cost_usd=0.5, **changes):
    report = Report(
        tool=Tool(version="0"),
        repository="acme/rag",
        base="b",
        head="h",
        merge_base="m",
        conclusion="pass",
        features=features,
        usage=Usage(model_calls=2, input_tokens=300, cost_usd=cost_usd, seconds=4.0),
    )
    return Reviewed(report=report, conclusion="success", **changes)


async def reviewed(ledger, *events, **changes):
    """The ids of the reviews of these events, each with a report and completed."""
    reviews = []
    for one in await taken(ledger, *events):
        await ledger.reviewed(one.review, a_reviewed(**changes))
        await ledger.finish(one.review, "completed")
        reviews.append(one.review)
    return reviews
