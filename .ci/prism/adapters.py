"""Every method of app/github's adapters, called once against the simulator.

The story shows what the service makes of them; here is what it rarely or never has a reason for, so that all requests
and queries of app/github pass Prism and GitHub's schema.
"""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Final

from app.domain.check import CheckOutput
from app.domain.conversation import Placement, Remark
from app.domain.event import MergeGroup, RepositoryRef, ReviewPlan
from app.domain.forge import Installation
from app.github.api import Api
from app.github.host import GitHubHost
from app.github.installations import GitHubInstallations
from app.github.talk import GitHubTalk
from app.simulator import PERMISSIONS
from app.stages.remarks import marker
from outcome import Check
from stage import EXAMPLE, LARGE, WRITER, Stage

_REVIEW: Final = "adapters-1"
_FINGERPRINT: Final = "0123456789abcdef"
_SOURCE: Final = "src/orders.py"
_OUTPUT: Final = CheckOutput(conclusion="neutral", title="Title", summary="Summary")
_MARK: Final = "<!-- adapters -->"
Found = Mapping[str, bool]


def adapted(stage: Stage) -> Iterator[Check]:
    """A check for each adapter: it finds what was there, and what it wrote itself."""
    stage.simulator.add_repository("acme/.github", stage.example.git_dir, stage.example.base)
    host, talk, itself = asyncio.run(_all(stage))
    stage.idle()
    yield _check("reviews: app/github/host.py", host)
    yield _check("conversations: app/github/talk.py", talk)
    yield _check("the App itself: app/github/installations.py", itself)


def _check(name: str, found: Found) -> Check:
    return Check(f"an adapter tells {name}", tuple(f"not {what}" for what, holds in found.items() if not holds))


async def _all(stage: Stage) -> tuple[Found, Found, Found]:
    api = Api(str(stage.app.id), stage.private_key, stage.github)
    try:
        plan = _plan(stage)
        return await _host(stage, api, plan), await _talk(stage, api, plan), await _itself(stage, api)
    finally:
        await api.close()


def _where(stage: Stage, repository: str) -> RepositoryRef:
    number = stage.simulator.store.repository(repository).id
    return RepositoryRef(installation_id=stage.installation.id, repository_id=number, repository=repository)


def _plan(stage: Stage) -> ReviewPlan:
    where = _where(stage, LARGE)
    pull = stage.simulator.store.pulls[(where.repository_id, 1)]
    return ReviewPlan(**where.model_dump(), number=1, head_sha=pull.head_sha)


def _group(stage: Stage) -> ReviewPlan:
    """The group that the story left in the queue."""
    entry = next(iter(stage.simulator.store.queue.values()))
    group = MergeGroup(base_sha=entry.group_base, base_ref=entry.base_ref)
    return ReviewPlan(**_where(stage, EXAMPLE).model_dump(), number=0, head_sha=entry.head_sha, merge_group=group)


async def _host(stage: Stage, api: Api, plan: ReviewPlan) -> Found:
    host = GitHubHost(api)
    facts, entries = await host.pull_request(plan), await host.merge_group(_group(stage))
    number = await host.create_check(plan, _REVIEW)
    await host.complete_check(plan, number, _OUTPUT)
    check = await host.find_check(plan, _REVIEW)
    remark = Remark(placement=_placement(), body=f"Why?\n{marker(_FINGERPRINT)}")
    await host.create_comments(plan, _REVIEW, (remark,))
    comment = await host.create_comment(plan, f"{_REVIEW}b", remark)
    posted = await host.find_comments(plan, _REVIEW)
    edited = await host.edit_comment(plan, comment, f"Why so?\n{marker(_FINGERPRINT)}")
    discussion = await host.discussion(plan)
    ours = [one for one in discussion.threads if one.comment_id == comment]
    return {
        "the pull request": facts.head_sha == plan.head_sha,
        "the merge group": len(entries) == 1,
        "its check": check is not None and (check.id, check.completed) == (number, True),
        "its comments": list(posted) == [_FINGERPRINT],
        "that it edited a comment": edited,
        "its threads": len(ours) == 1,
        "that it may not resolve them": not await host.resolve_thread(plan, ours[0].thread_id),
        "that it lacks nothing to comment": not await host.lacks_to_comment(plan),
        "that another App may resolve them": await _resolved(stage, plan, ours[0].thread_id),
    }


async def _resolved(stage: Stage, plan: ReviewPlan, thread: str) -> bool:
    """Whether an App with `contents: write`, which ours does not ask for, resolves the thread."""
    permissions = {**PERMISSIONS, "contents": "write"}
    app = stage.simulator.add_app(stage.app.public_key, slug="writer", permissions=permissions, events=())
    installation = stage.simulator.install(app, "acme")
    api = Api(str(app.id), stage.private_key, stage.github, resolve_threads=True)
    try:
        allowed = plan.model_copy(update={"installation_id": installation.id})
        return await GitHubHost(api).resolve_thread(allowed, thread)
    finally:
        await api.close()


def _placement() -> Placement:
    return Placement(fingerprint=_FINGERPRINT, path=_SOURCE, line=1)


async def _talk(stage: Stage, api: Api, plan: ReviewPlan) -> Found:
    talk = GitHubTalk(api)
    comment, _ = stage.simulator.people.comment(LARGE, 1, "How is it?", WRITER)
    written = stage.simulator.store.review_comments.values()
    review = next(one for one in written if one.repository_id == plan.repository_id)
    await talk.react(plan, "conversation", comment.id, "eyes")
    await talk.react(plan, "review", review.id, "+1")
    reply = await talk.reply(plan, 1, f"Well.\n{_MARK}")
    await talk.write_check(plan, plan.head_sha, "speckeeper / adapters", _OUTPUT)
    names = [run.name for run in stage.simulator.check_runs(LARGE, plan.head_sha)]
    return {
        "its reply": await talk.find_reply(plan, 1, _MARK) == reply,
        "that it edited its reply": await talk.edit_reply(plan, reply, f"Well enough.\n{_MARK}"),
        "who may": await talk.permission(plan, WRITER) == "write",
        "who wrote it": WRITER in await talk.authors(plan, 1),
        "the head": (await talk.pull_request_head(plan, 1)).head_sha == plan.head_sha,
        "the pull request of a commit": [one.number for one in await talk.pull_requests_at(plan, plan.head_sha)] == [1],
        "no pull request of another": not await talk.pull_requests_at(plan, _base(stage)),
        "a file": await talk.file(plan, "main", "README.md") == "# Orders\n",
        "the organisation's defaults": await talk.defaults(plan) == await _defaults(talk, stage),
        "its other check": names.count("speckeeper / adapters") == 1,
    }


def _base(stage: Stage) -> str:
    """A commit that is no head: the tip of the base branch."""
    repository = stage.simulator.store.repository(LARGE)
    return stage.simulator.store.pulls[(repository.id, 1)].base_sha


async def _defaults(talk: GitHubTalk, stage: Stage) -> str | None:
    return await talk.file(_where(stage, "acme/.github"), stage.example.base, ".github/speckeeper.yml")


async def _itself(stage: Stage, api: Api) -> Found:
    installations = GitHubInstallations(api)
    here = Installation(id=stage.installation.id, account="acme")
    listed, pulls = await installations.installations(), await installations.open_pulls(here, 0.0)
    delivery = next(one for one in stage.simulator.deliveries if one.attempts)
    tried = len(delivery.attempts)
    await installations.redeliver(delivery.attempts[-1].id)
    stage.waited("GitHub delivers nothing again", lambda: True if len(delivery.attempts) > tried else None)
    return {
        "where it is installed": here.id in {one.id for one in listed},
        "the open pull requests": {one.repository for one in pulls} >= {LARGE},
        "no failed delivery": not await installations.failed_deliveries(0.0),
    }
