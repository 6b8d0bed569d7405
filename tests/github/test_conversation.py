"""Inline comments over real HTTP against the simulator; what it cannot show, against a fixed answer."""

import json

import httpx
import pytest
import respx
from fakes.forge import REPOSITORY, key_pair

from app.domain.conversation import Placement, Remark
from app.domain.event import MergeGroup, ReviewPlan
from app.github.conversation import review_marker
from app.ports import Refused, Unavailable
from app.stages.remarks import marker

F1, F2 = "1111111111111111", "2222222222222222"


@pytest.fixture
def pull(forge):
    forge.commit("main", "".join(f"line {number}\n" for number in range(40)))
    return forge.pull_request()  # one line in place of forty


@pytest.fixture
def plan(forge, pull):
    return forge.plan(pull.number, pull.head_sha)


def a_remark(fingerprint=F1, line=1, path="answer.py", **place):
    placement = Placement(fingerprint=fingerprint, path=path, line=line, **place)
    return Remark(placement=placement, body=f"**Wrong**\n\n{marker(fingerprint)}")


def comments(forge):
    return list(forge.simulator.store.review_comments.values())


def writes(forge):
    return [one for one in forge.asked() if not one.startswith("GET") and "access_tokens" not in one]


async def another_api(forge, slug):
    from app.github.api import Api

    app = forge.simulator.add_app(key_pair()[1], slug=slug)
    installation = forge.simulator.install(app, "acme")
    return Api(str(app.id), key_pair()[0], forge.simulator.store.url), installation


async def test_all_remarks_are_posted_as_one_review_of_kind_comment(host, forge, plan):
    await host.create_comments(plan, "review-1", [a_remark(F1), a_remark(F2)])

    (review,) = forge.simulator.store.reviews.values()
    assert (review.state, review.commit_id) == ("COMMENTED", plan.head_sha)
    assert review.body == f"2 findings; the whole report is in the check.\n\n{review_marker('review-1')}"
    assert [one.body.split("\n")[0] for one in comments(forge)] == ["**Wrong**", "**Wrong**"]
    assert writes(forge) == [f"POST /repos/{REPOSITORY}/pulls/{plan.number}/reviews"]


async def test_what_is_sent_is_what_githubs_own_schema_describes(host, forge, plan):
    from githubkit_schemas.latest import models

    remark = a_remark(line=2, start_line=1, path="other.py")
    with pytest.raises(Refused):
        await host.create_comments(plan, "review-1", [remark, a_remark()])
    with pytest.raises(Refused):
        await host.create_comment(plan, "review-1", remark)

    sent = {one.route.rsplit("/", 1)[1]: one.request for one in forge.simulator.requests}
    models.ReposOwnerRepoPullsPullNumberReviewsPostBody.model_validate(sent["reviews"], strict=True)
    models.ReposOwnerRepoPullsPullNumberCommentsPostBody.model_validate(sent["comments"], strict=True)
    assert sent["reviews"]["comments"][0] | {"body": ""} == {
        "path": "other.py",
        "line": 2,
        "side": "RIGHT",
        "start_line": 1,
        "start_side": "RIGHT",
        "body": "",
    }


async def test_the_comments_of_a_review_are_found_by_its_marker(host, plan):
    await host.create_comments(plan, "review-1", [a_remark(F1)])
    second = await host.create_comment(plan, "review-1", a_remark(F2))
    await host.create_comments(plan, "review-2", [a_remark("3333333333333333")])

    found = await host.find_comments(plan, "review-1")

    assert set(found) == {F1, F2}
    assert found[F2] == second
    assert await host.find_comments(plan, "review-9") == {}


async def test_of_two_comments_on_one_finding_the_older_is_found(host, plan):
    first = await host.create_comment(plan, "review-1", a_remark(F1))
    await host.create_comment(plan, "review-1", a_remark(F1))

    assert await host.find_comments(plan, "review-1") == {F1: first}


async def test_a_marker_that_somebody_else_wrote_is_never_trusted(host, forge, plan):
    await host.create_comment(plan, "review-1", a_remark(F1))
    forged = f"look\n{review_marker('review-1')}\n{marker(F2)}"
    forge.simulator.people.reply(comments(forge)[0], forged, by="mallory")
    api, installation = await another_api(forge, "speckeeper-too")
    from app.github.host import GitHubHost

    await GitHubHost(api).create_comment(
        plan.model_copy(update={"installation_id": installation.id}), "review-1", a_remark("3333333333333333")
    )
    await api.close()

    assert set(await host.find_comments(plan, "review-1")) == {F1}


async def test_a_marker_in_the_middle_of_a_comment_of_ours_means_nothing(host, plan):
    quoted = Remark(placement=a_remark().placement, body=f"quotes {marker(F2)}\n\n{review_marker('review-2')}\n\nend")
    await host.create_comment(plan, "review-1", quoted)

    assert await host.find_comments(plan, "review-1") == {}
    assert await host.find_comments(plan, "review-2") == {}


async def test_more_than_a_page_of_comments_is_read_newest_first(host, forge, plan):
    first = await host.create_comment(plan, "review-1", a_remark(F1))
    for number in range(101):
        forge.simulator.people.reply(comments(forge)[0], f"reply {number}", by="ann")

    assert await host.find_comments(plan, "review-1") == {F1: first}


async def test_the_discussion_is_the_head_and_the_threads_that_we_began(host, forge, plan):
    ours = await host.create_comment(plan, "review-1", a_remark(F1))
    resolved = await host.create_comment(plan, "review-1", a_remark(F2))
    api, installation = await another_api(forge, "another")
    from app.github.host import GitHubHost

    await GitHubHost(api).create_comment(
        plan.model_copy(update={"installation_id": installation.id}), "review-1", a_remark("3333333333333333")
    )
    await api.close()
    forge.simulator.people.reply(comments(forge)[0], "why?", by="ann")
    forge.simulator.people.resolve(comments(forge)[1], by="ann")

    discussion = await host.discussion(plan)

    assert discussion.head_sha == plan.head_sha
    told = [(one.comment_id, one.resolved, one.resolved_by) for one in discussion.threads]
    assert told == [(ours, False, ""), (resolved, True, "ann")]


async def test_a_pull_request_without_threads_costs_one_query(host, forge, plan):
    await host.discussion(plan)

    assert forge.asked()[1:] == ["POST /graphql"]


async def test_who_we_are_is_asked_once(api, host, forge, plan):
    await host.create_comment(plan, "review-1", a_remark())
    await host.discussion(plan)
    await host.find_comments(plan, "review-1")

    assert await api.login() == "speckeeper[bot]"
    assert forge.asked().count("GET /app") == 1


async def test_threads_are_read_page_by_page(host, plan):
    for number in range(12):
        remarks = [a_remark(f"{number:08x}{each:08x}") for each in range(10)]
        await host.create_comments(plan, f"review-{number}", remarks)

    assert len((await host.discussion(plan)).threads) == 120


async def test_one_bad_line_loses_the_whole_review_and_is_refused_with_it(host, forge, plan):
    with pytest.raises(Refused):
        await host.create_comments(plan, "review-1", [a_remark(F1), a_remark(F2, line=99)])

    assert comments(forge) == []
    with pytest.raises(Refused):
        await host.create_comment(plan, "review-1", a_remark(F2, line=99))
    assert await host.create_comment(plan, "review-1", a_remark(F1))


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("status", [502, 0])
async def test_posting_is_never_repeated_and_whether_it_happened_can_be_found_out(host, forge, plan, status, when):
    forge.simulator.fail_next("POST", "/reviews", status, when=when)

    with pytest.raises(Unavailable):
        await host.create_comments(plan, "review-1", [a_remark(F1), a_remark(F2)])

    assert [one for one in writes(forge) if one.endswith("/reviews")] == [writes(forge)[0]]
    assert len(await host.find_comments(plan, "review-1")) == (2 if when == "after" else 0)


@pytest.mark.parametrize("headers", [{"retry-after": "60"}, {"x-ratelimit-remaining": "0", "retry-after": "60"}])
async def test_a_secondary_limit_says_how_long_to_wait(host, forge, plan, headers):
    forge.simulator.fail_next("POST", "/reviews", 403, headers=headers)

    with pytest.raises(Unavailable) as caught:
        await host.create_comments(plan, "review-1", [a_remark()])

    assert caught.value.retry_after == pytest.approx(60, abs=2)


async def test_an_edit_changes_the_text_and_says_when_the_comment_is_gone(host, forge, plan):
    comment = await host.create_comment(plan, "review-1", a_remark())

    assert await host.edit_comment(plan, comment, "over")
    assert comments(forge)[0].body == "over"
    forge.simulator.people.delete_review_comment(comments(forge)[0])
    assert not await host.edit_comment(plan, comment, "over")


async def test_a_thread_is_resolved_only_where_the_permission_is_there(host, plan):
    await host.create_comment(plan, "review-1", a_remark())
    (thread,) = (await host.discussion(plan)).threads

    assert not await host.resolve_thread(plan, thread.thread_id)
    assert not await host.resolve_thread(plan, "PRRT_nothing")
    assert not (await host.discussion(plan)).threads[0].resolved


async def test_a_missing_permission_is_known_by_its_name_and_everything_else_goes_on(host, forge, plan):
    forge.installation.permissions["pull_requests"] = "read"

    assert await host.lacks_to_comment(plan) == "pull_requests: write"
    assert (await host.discussion(plan)).head_sha == plan.head_sha
    assert [one.status for one in forge.simulator.requests] == [422, 201, 200]
    with pytest.raises(Refused, match="pull_requests"):
        await host.create_comments(plan, "review-1", [a_remark()])


async def test_with_the_permission_nothing_is_lacking(host, forge, plan):
    assert await host.lacks_to_comment(plan) == ""
    assert [one.status for one in forge.simulator.requests] == [201]


async def test_labels_fork_and_configuration_are_among_the_facts(host, forge, pull, plan):
    forge.simulator.people.label(REPOSITORY, pull.number, "no spec")
    assert (await host.pull_request(plan)).configuration is None

    (forge.folder / "work" / ".github").mkdir()
    forge.git("switch", "-q", "main")
    (forge.folder / "work" / ".github" / "speckeeper.yml").write_text("mode: gate\n")
    forge.git("add", ".")
    forge.git("commit", "-qm", "Configure")
    forge.git("push", "-q", "origin", "main")
    facts = await host.pull_request(plan)

    assert (facts.labels, facts.fork, facts.configuration) == (("no spec",), False, "mode: gate\n")
    assert facts.base_sha == forge.git("rev-parse", "main")


async def test_a_long_configuration_and_one_of_a_deleted_branch_are_read_whole(host, forge, plan):
    forge.git("switch", "-q", "main")
    (forge.folder / "work" / ".github").mkdir()
    text = "# " + "x" * 600_000 + "\nmode: gate\n"
    (forge.folder / "work" / ".github" / "speckeeper.yml").write_text(text)
    forge.git("add", ".")
    forge.git("commit", "-qm", "Configure")
    forge.git("push", "-q", "origin", "main")

    assert (await host.pull_request(plan)).configuration == text


async def test_a_merge_group_is_the_chain_of_its_pull_requests(host, forge):
    forge.commit("main", "a\n")
    pulls = [_pull_on(forge, f"file-{number}.txt") for number in range(3)]
    delivery = forge.simulator.people.queue(REPOSITORY, [one.number for one in pulls], by="ann")
    group = json.loads(delivery.payload)["merge_group"]
    plan = forge.plan(0, group["head_sha"]).model_copy(
        update={"merge_group": MergeGroup(base_sha=group["base_sha"], base_ref="main")}
    )

    entries = await host.merge_group(plan)

    assert [(one.number, one.pull_head) for one in entries] == [(one.number, one.head_sha) for one in pulls]
    assert (entries[0].base_sha, entries[-1].head_sha) == (group["base_sha"], group["head_sha"])
    assert [one.head_sha for one in entries[:-1]] == [one.base_sha for one in entries[1:]]
    other = plan.model_copy(update={"head_sha": "f" * 40})
    assert await host.merge_group(other) == ()
    assert await host.merge_group(plan.model_copy(update={"merge_group": None})) == ()


def _pull_on(forge, name):
    branch = f"branch-{name}"
    forge.git("switch", "-qc", branch, "main")
    (forge.folder / "work" / name).write_text("new\n")
    forge.git("add", ".")
    forge.git("commit", "-qm", f"Add {name}")
    forge.git("push", "-q", "origin", branch)
    return forge.simulator.open_pull_request(REPOSITORY, branch, title=name)[0]


API = "https://github.example/api/v3"
OFFLINE = ReviewPlan(installation_id=1, repository_id=2, repository="acme/rag", number=3, head_sha="a" * 40)


@pytest.fixture
async def offline():
    from app.github.api import Api
    from app.github.errors import Retry
    from app.github.host import GitHubHost

    api = Api("1", key_pair()[0], API, retry=Retry(first_wait=0.001))
    with respx.mock:
        respx.post(f"{API}/app/installations/1/access_tokens").respond(
            201,
            json={"token": "ghs_1", "expires_at": "2099-01-01T00:00:00Z", "permissions": {"pull_requests": "write"}},
        )
        respx.get(f"{API}/app").respond(json={"slug": "speckeeper"})
        yield GitHubHost(api)
    await api.close()


def a_thread(number, author, comments=None):
    first = {"databaseId": number, "author": author}
    return {
        "id": f"T{number}",
        "isResolved": False,
        "resolvedBy": None,
        "comments": {"nodes": [first] if comments is None else comments},
    }


def threads_answer(*nodes, more=False):
    threads = {"pageInfo": {"hasNextPage": more, "endCursor": "next" if more else None}, "nodes": list(nodes)}
    return {"data": {"repository": {"pullRequest": {"headRefOid": "b" * 40, "reviewThreads": threads}}}}


async def test_a_person_with_the_name_of_our_bot_is_not_our_bot(offline):
    ours = a_thread(1, {"__typename": "Bot", "login": "speckeeper"})
    person = a_thread(2, {"__typename": "User", "login": "speckeeper"})
    respx.post("https://github.example/api/graphql").respond(
        json=threads_answer(ours, person, None, a_thread(3, None), a_thread(4, None, []))
    )

    discussion = await offline.discussion(OFFLINE)

    assert [one.comment_id for one in discussion.threads] == [1]


async def test_no_more_than_five_pages_of_threads_are_read(offline):
    ours = a_thread(1, {"__typename": "Bot", "login": "speckeeper"})
    route = respx.post("https://github.example/api/graphql").respond(json=threads_answer(ours, more=True))

    await offline.discussion(OFFLINE)

    assert route.call_count == 5


async def test_a_queue_that_does_not_hold_the_group_or_goes_in_circles_is_unknown(offline):
    def entry(base, head):
        commits = {"baseCommit": base and {"oid": base}, "headCommit": head and {"oid": head}}
        return {**commits, "pullRequest": {"number": 1, "headRefOid": "p"}}

    route = respx.post("https://github.example/api/graphql")
    group = OFFLINE.model_copy(update={"merge_group": MergeGroup(base_sha="0", base_ref="main"), "head_sha": "2"})
    for nodes in ([], [entry("1", "2")], [entry("1", "2"), entry("2", "1")], [entry(None, None), None]):
        route.respond(json={"data": {"repository": {"mergeQueue": {"entries": {"nodes": nodes}}}}})
        assert await offline.merge_group(group) == ()
    route.respond(json={"data": {"repository": {"mergeQueue": None}}})
    assert await offline.merge_group(group) == ()
    route.respond(json={"data": {"repository": {"mergeQueue": {"entries": {"nodes": [entry("0", "2")]}}}}})
    assert [one.head_sha for one in await offline.merge_group(group)] == ["2"]


def facts_answer(base_ref):
    pull = {
        "title": "T",
        "body": None,
        "isDraft": False,
        "state": "OPEN",
        "headRefName": "b",
        "headRefOid": "b" * 40,
        "baseRefName": "main",
        "baseRefOid": "c" * 40,
        "author": None,
        "isCrossRepository": True,
        "labels": None,
        "baseRef": base_ref,
        "commits": {"nodes": []},
    }
    return {"data": {"repository": {"pullRequest": pull}}}


@pytest.mark.parametrize(
    ("base_ref", "asked", "configuration"),
    [
        (None, "c", "mode: gate"),
        ({"target": None}, "c", "mode: gate"),
        ({"target": {"oid": "d" * 40, "file": {"object": {"text": "mo", "isTruncated": True}}}}, "d", "mode: gate"),
        ({"target": {"oid": "d" * 40, "file": {"object": {"text": "x", "isTruncated": False}}}}, "", "x"),
        ({"target": {"oid": "d" * 40, "file": None}}, "", None),
        ({"target": {"oid": "d" * 40, "file": {"object": {}}}}, "", None),
        ({"target": {"oid": "d" * 40, "file": {"object": {"text": None, "isTruncated": False}}}}, "d", "mode: gate"),
        ({"target": {"oid": "d" * 40, "file": {"object": None}}}, "", None),
    ],
)
async def test_the_configuration_is_read_where_the_query_did_not_bring_it(offline, base_ref, asked, configuration):
    respx.post("https://github.example/api/graphql").respond(json=facts_answer(base_ref))
    respx.get(url__regex=f"{API}/repos/acme/rag/compare/.*").respond(json={"merge_base_commit": {"sha": "e" * 40}})
    contents = respx.get(f"{API}/repos/acme/rag/contents/.github/speckeeper.yml").respond(text="mode: gate")

    facts = await offline.pull_request(OFFLINE)

    assert facts.configuration == configuration
    assert facts.fork
    assert contents.called == bool(asked)
    if asked:
        request = contents.calls.last.request
        assert request.url.params["ref"] == asked * 40
        assert request.headers["accept"] == "application/vnd.github.raw+json"


async def test_a_configuration_that_is_not_there_is_none_and_one_that_cannot_be_read_is_an_outage(offline):
    respx.post("https://github.example/api/graphql").respond(json=facts_answer(None))
    respx.get(url__regex=f"{API}/repos/acme/rag/compare/.*").respond(json={"merge_base_commit": {"sha": "e" * 40}})
    contents = respx.get(f"{API}/repos/acme/rag/contents/.github/speckeeper.yml")

    contents.respond(404, json={"message": "Not Found"})
    assert (await offline.pull_request(OFFLINE)).configuration is None
    contents.side_effect = httpx.ReadTimeout("slow")
    with pytest.raises(Unavailable):
        await offline.pull_request(OFFLINE)
