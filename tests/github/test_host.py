"""The CodeHost adapter against the simulator over real HTTP."""

import asyncio

import pytest

from app.domain.check import Annotation, CheckOutput
from app.ports import Refused, Unavailable


def an_output(annotations=1, **changes):
    remark = Annotation(path="answer.py", start_line=1, end_line=1, level="warning", title="T", message="M")
    fields = {"conclusion": "neutral", "title": "T", "summary": "S", "annotations": (remark,) * annotations}
    return CheckOutput(**{**fields, **changes})


@pytest.fixture
def plan(forge):
    pull = forge.pull_request()
    return forge.plan(pull.number, pull.head_sha)


async def reviewed(host, plan):
    """The requests of one review, in the order of the workflow."""
    check = await host.create_check(plan, "review-1")
    await host.pull_request(plan)
    await host.remote(plan)
    await host.discussion(plan)
    await host.complete_check(plan, check, an_output())


async def test_the_facts_of_a_pull_request_come_from_one_query_and_one_comparison(host, forge, plan):
    facts = await host.pull_request(plan)

    main = forge.git("rev-parse", "main")
    assert facts.title == "Raise the limit"
    assert facts.body == "Implements FR-001"
    assert facts.branch == "feature-6"
    assert facts.author == "octocat"
    assert (facts.head_sha, facts.base_sha, facts.merge_base) == (plan.head_sha, main, main)
    assert facts.commit_messages == ("Write LIMIT = 6",)
    assert forge.asked()[1:] == ["POST /graphql", f"GET /repos/acme/rag/compare/{main}...{plan.head_sha}"]


async def test_base_tip_and_merge_base_differ_when_the_base_branch_moved_on(host, forge, plan):
    tip = forge.commit("main", "LIMIT = 5  # said twice\n")

    facts = await host.pull_request(plan)

    assert facts.base_sha == tip
    assert facts.merge_base == forge.git("merge-base", "main", plan.head_sha)
    assert facts.merge_base != tip


async def test_a_first_review_takes_six_requests_and_a_second_five(host, forge, plan):
    with host.metered() as first:
        await reviewed(host, plan)
    with host.metered() as second:
        await reviewed(host, plan)

    assert (first.requests, second.requests) == (6, 5)
    assert len(forge.asked()) == 11


async def test_reviews_at_the_same_time_are_metered_apart(host, plan):
    async def one():
        with host.metered() as meter:
            await reviewed(host, plan)
        return meter.requests

    assert sorted(await asyncio.gather(one(), one())) == [5, 6]


async def test_the_token_is_narrowed_to_the_repository_and_to_what_a_review_needs(host, forge, plan):
    await host.discussion(plan)

    token = forge.simulator.requests[0]
    assert token.route.endswith("/access_tokens")
    assert token.request == {
        "repository_ids": [plan.repository_id],
        "permissions": {
            "checks": "write",
            "contents": "read",
            "merge_queues": "read",
            "metadata": "read",
            "pull_requests": "write",
        },
    }


async def test_the_remote_opens_the_repository_for_git(host, plan, tmp_path):
    from app.git.fetch import fetch

    remote = await host.remote(plan)

    with fetch(remote, [plan.head_sha], into=tmp_path) as repository:
        assert [entry.path for entry in repository.tree(plan.head_sha)] == ["answer.py"]
    assert "x-access-token" not in repr(remote)


async def test_a_check_is_created_in_progress_found_by_its_id_and_completed_with_its_annotations(host, forge, plan):
    created = await host.create_check(plan, "review-1")
    found = await host.find_check(plan, "review-1")
    assert (found.id, found.completed) == (created, False)
    assert await host.find_check(plan, "review-2") is None

    await host.complete_check(plan, created, an_output(50))

    (check,) = forge.checks(plan.head_sha)
    assert (check.name, check.status, check.conclusion, len(check.annotations)) == (
        "speckeeper",
        "completed",
        "neutral",
        50,
    )
    assert (await host.find_check(plan, "review-1")).completed


async def test_a_running_check_says_what_is_done_and_a_completed_one_has_its_buttons(host, forge, plan):
    from app.stages.publication import ACCEPT, VERIFY, VERIFY_FULL

    created = await host.create_check(plan.model_copy(update={"full": True}), "review-1")
    (check,) = forge.checks(plan.head_sha)
    assert check.title == "Reviewing"
    assert "Everything is asked again" in check.summary

    await host.complete_check(plan, created, an_output(buttons=(VERIFY, VERIFY_FULL, ACCEPT)))

    assert [one.identifier for one in forge.checks(plan.head_sha)[0].actions] == ["verify", "verify_full", "accept"]


async def test_a_token_that_github_no_longer_takes_is_replaced_once(host, forge, plan):
    await host.discussion(plan)
    forge.simulator.expire_tokens()

    assert (await host.discussion(plan)).head_sha == plan.head_sha
    assert [one.status for one in forge.simulator.requests] == [201, 200, 401, 201, 200]


@pytest.mark.parametrize(
    ("method", "route", "call"),
    [
        ("POST", "/graphql", lambda host, plan: host.discussion(plan)),
        ("GET", "/compare/", lambda host, plan: host.pull_request(plan)),
        ("GET", "/check-runs", lambda host, plan: host.find_check(plan, "review-1")),
        ("POST", "/access_tokens", lambda host, plan: host.discussion(plan)),
    ],
)
@pytest.mark.parametrize("status", [502, 0])
async def test_reads_are_tried_again_when_github_fails(host, forge, plan, method, route, call, status):
    forge.simulator.fail_next(method, route, status, times=2)

    await call(host, plan)

    assert [one.status for one in forge.simulator.requests if one.injected] == [status, status]


@pytest.mark.parametrize("status", [500, 502, 503, 0])
async def test_github_that_stays_away_is_unavailable(host, forge, plan, status):
    forge.simulator.fail_next("POST", "/graphql", status, times=3)

    with pytest.raises(Unavailable, match=r"graphql|answer"):
        await host.discussion(plan)

    assert len(forge.simulator.requests) == 4


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("status", [502, 0])
async def test_writes_are_never_repeated_by_the_client(host, forge, plan, status, when):
    forge.simulator.fail_next("POST", "/check-runs", status, when=when)

    with pytest.raises(Unavailable):
        await host.create_check(plan, "review-1")

    assert len(forge.checks(plan.head_sha)) == (when == "after")
    assert [one.method for one in forge.simulator.requests if "check-runs" in one.route] == ["POST"]


async def test_a_completing_call_whose_answer_was_lost_is_seen_to_have_happened(host, forge, plan):
    check = await host.create_check(plan, "review-1")
    forge.simulator.fail_next("PATCH", "/check-runs/", 502, when="after")

    with pytest.raises(Unavailable):
        await host.complete_check(plan, check, an_output(3))

    assert (await host.find_check(plan, "review-1")).completed
    assert len(forge.checks(plan.head_sha)[0].annotations) == 3


async def test_a_short_rate_limit_is_waited_out(host, forge, plan):
    forge.simulator.fail_next("POST", "/graphql", 429, headers={"retry-after": "3"})

    assert (await host.discussion(plan)).head_sha == plan.head_sha


async def test_a_long_rate_limit_says_how_long(host, forge, plan):
    forge.simulator.fail_next("POST", "/graphql", 403, headers={"retry-after": "1800"})

    with pytest.raises(Unavailable) as caught:
        await host.discussion(plan)

    assert caught.value.retry_after == 1_800


async def test_an_app_that_github_does_not_know_is_refused_with_what_to_check(forge, plan):
    from fakes.forge import key_pair

    from app.github.api import Api
    from app.github.host import GitHubHost

    api = Api("999", key_pair()[0], forge.simulator.store.url)

    host = GitHubHost(api)
    with pytest.raises(Refused, match="SPECKEEPER_GITHUB_APP_ID"):
        await host.discussion(plan)
    await api.close()


async def test_a_missing_permission_is_named(host, forge, plan):
    forge.installation.permissions["checks"] = "read"

    with pytest.raises(Refused, match="`checks=write`"):
        await host.create_check(plan, "review-1")


async def test_a_repository_that_is_gone_is_refused(host, plan):
    gone = plan.model_copy(update={"number": 404})

    with pytest.raises(Refused, match="pull request"):
        await host.discussion(gone)


def test_an_output_that_github_would_not_take_cannot_be_made():
    for wrong in ({"annotations": 51}, {"summary": "x" * 65_536}, {"text": "x" * 65_536}):
        with pytest.raises(ValueError, match="at most"):
            an_output(**wrong)


async def test_every_body_that_is_sent_is_what_githubs_own_schema_describes(host, forge, plan):
    from githubkit_schemas.latest import models

    await reviewed(host, plan)

    sent = {one.method + one.route.rsplit("/", 1)[1][:5]: one.request for one in forge.simulator.requests}
    models.AppInstallationsInstallationIdAccessTokensPostBody.model_validate(sent["POSTacces"], strict=True)
    models.ReposOwnerRepoCheckRunsPostBodyOneof1.model_validate(sent["POSTcheck"])
    patch = next(one.request for one in forge.simulator.requests if one.method == "PATCH")
    models.ReposOwnerRepoCheckRunsCheckRunIdPatchBodyAnyof0.model_validate(patch)


async def test_a_host_that_is_away_is_unavailable():
    from fakes.forge import key_pair

    from app.domain.event import ReviewPlan
    from app.github.api import Api
    from app.github.errors import Retry
    from app.github.host import GitHubHost

    api = Api("1", key_pair()[0], "http://127.0.0.1:9", retry=Retry(first_wait=0.001))

    host = GitHubHost(api)
    plan = ReviewPlan(installation_id=1, repository_id=2, repository="a/b", number=3, head_sha="a" * 40)
    with pytest.raises(Unavailable, match="ConnectError"):
        await host.discussion(plan)
    await api.close()
