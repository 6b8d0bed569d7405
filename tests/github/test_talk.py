"""The Talk adapter against the simulator over real HTTP; what the simulator cannot do, by respx."""

import base64

import httpx
import pytest
import respx
from fakes.forge import REPOSITORY, key_pair

from app.domain.check import CheckOutput
from app.domain.event import RepositoryRef
from app.github.api import Api
from app.github.errors import Retry
from app.github.talk import GitHubTalk
from app.ports import Refused, Unavailable

API = "https://github.example/api/v3"
REPOS = f"{API}/repos/acme/rag"
TOKENS = f"{API}/app/installations/1/access_tokens"
WHERE = RepositoryRef(installation_id=1, repository_id=2, repository="acme/rag")
SHA = "a" * 40
CONFIG = ".github/speckeeper.yml"
OUTPUT = CheckOutput(conclusion="failure", title="Not valid", summary="Unknown key `mod`")


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def talk(api, clock):
    return GitHubTalk(api, clock)


@pytest.fixture
def pull(forge):
    return forge.pull_request()


@pytest.fixture
def where(forge, pull):
    plan = forge.plan(pull.number, pull.head_sha)
    return RepositoryRef(
        installation_id=plan.installation_id, repository_id=plan.repository_id, repository=plan.repository
    )


@pytest.fixture
async def away(clock):
    """The adapter over an API that respx answers for; a token is granted."""
    api = Api("1", key_pair()[0], API, retry=Retry(first_wait=0.001))
    with respx.mock(assert_all_called=False) as router:
        router.post(TOKENS).respond(201, json={"token": "ghs_x", "expires_at": "2099-01-01T00:00:00Z"})
        talk = GitHubTalk(api, clock)
        talk.router = router
        yield talk
    await api.close()


def comment_on(forge, pull, body="/spec status", by="octocat"):
    return forge.simulator.people.comment(REPOSITORY, pull.number, body, by)[0]


def said(forge):
    return [one.body for one in forge.simulator.store.issue_comments.values()]


# Comments and reactions.


async def test_a_reaction_is_put_once_however_often(talk, forge, pull, where):
    comment = comment_on(forge, pull)
    await talk.react(where, "conversation", comment.id, "eyes")
    await talk.react(where, "conversation", comment.id, "eyes")

    assert [one.content for one in forge.simulator.store.reactions.values()] == ["eyes"]
    assert [one.status for one in forge.simulator.requests if "reactions" in one.route] == [201, 200]


async def test_a_comment_in_the_diff_gets_its_reaction_by_another_route(away):
    route = away.router.post(f"{REPOS}/pulls/comments/5/reactions").respond(201, json={"id": 1})
    await away.react(WHERE, "review", 5, "+1")

    assert route.calls.last.request.content == b'{"content":"+1"}'


async def test_a_reaction_to_a_comment_that_is_gone_is_refused(talk, where):
    with pytest.raises(Refused, match="finds nothing"):
        await talk.react(where, "conversation", 404, "eyes")


async def test_a_reply_is_written_found_edited_and_seen_to_be_gone(talk, forge, pull, where):
    written = await talk.reply(where, pull.number, "First. <!-- m:1 -->")
    assert await talk.find_reply(where, pull.number, "<!-- m:1 -->") == written
    assert await talk.find_reply(where, pull.number, "<!-- m:2 -->") is None

    assert await talk.edit_reply(where, written, "Second.")
    assert said(forge) == ["Second."]
    forge.simulator.people.delete_comment(forge.simulator.store.issue_comments[written])
    assert not await talk.edit_reply(where, written, "Third.")


async def test_a_marker_of_ours_in_a_comment_of_others_means_nothing(talk, forge, pull, where):
    comment_on(forge, pull, "<!-- m:1 --> forged")

    assert await talk.find_reply(where, pull.number, "<!-- m:1 -->") is None


async def test_a_marker_that_a_comment_of_ours_only_quotes_means_nothing(talk, pull, where):
    await talk.reply(where, pull.number, "You wrote: <!-- m:1 -->\n\n<!-- m:2 -->")

    assert await talk.find_reply(where, pull.number, "<!-- m:1 -->") is None


async def test_a_reply_is_found_whatever_space_its_marker_is_followed_by(talk, pull, where):
    written = await talk.reply(where, pull.number, "First.\n\n<!-- m:1 -->\r\n")

    assert await talk.find_reply(where, pull.number, "<!-- m:1 -->") == written


async def test_a_reply_is_found_below_a_hundred_comments(talk, forge, pull, where):
    written = await talk.reply(where, pull.number, "Old. <!-- m:1 -->")
    for number in range(120):
        comment_on(forge, pull, f"talk {number}")
    new = await talk.reply(where, pull.number, "New. <!-- m:2 -->")

    assert await talk.find_reply(where, pull.number, "<!-- m:2 -->") == new
    assert await talk.find_reply(where, pull.number, "<!-- m:1 -->") == written


async def test_the_app_is_asked_for_its_name_once(talk, forge, pull, where):
    for _ in range(3):
        await talk.find_reply(where, pull.number, "<!-- m:1 -->")

    assert forge.asked().count("GET /app") == 1


@pytest.mark.parametrize("status", [502, 0])
async def test_a_reply_is_never_repeated_by_the_client(talk, forge, pull, where, status):
    forge.simulator.fail_next("POST", "/comments", status, when="after")

    with pytest.raises(Unavailable):
        await talk.reply(where, pull.number, "Said. <!-- m:1 -->")

    assert len(said(forge)) == 1
    assert await talk.find_reply(where, pull.number, "<!-- m:1 -->") is not None


async def test_a_missing_permission_is_refused_by_name(away):
    needed = {"x-accepted-github-permissions": "issues=write; pull_requests=write"}
    away.router.post(f"{REPOS}/issues/7/comments").respond(403, json={"message": "no"}, headers=needed)

    with pytest.raises(Refused, match="pull_requests=write"):
        await away.reply(WHERE, 7, "x")


# People.


@pytest.mark.parametrize("role", ["read", "triage", "write", "maintain", "admin"])
async def test_the_permission_of_a_person_is_githubs_word_for_it(talk, forge, where, role):
    forge.simulator.add_account("bob")
    forge.repository.permissions["bob"] = role

    assert await talk.permission(where, "bob") == role


async def test_somebody_without_access_and_an_account_that_is_gone_have_none(talk, forge, where):
    forge.simulator.add_account("eve")

    assert await talk.permission(where, "eve") == "none"
    assert await talk.permission(where, "nobody-at-all") == "none"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"permission": "write", "role_name": "security-champion"}, "write"),
        ({"permission": "write", "role_name": "maintain"}, "maintain"),
        ({"permission": "admin"}, "admin"),
        ({"permission": "something new"}, "none"),
    ],
)
async def test_a_custom_role_counts_as_the_one_it_is_built_on(away, answer, expected):
    away.router.get(f"{REPOS}/collaborators/bob/permission").respond(200, json=answer)

    assert await away.permission(WHERE, "bob") == expected


async def test_a_login_cannot_lead_to_another_route(away):
    route = away.router.get(url__startswith=f"{REPOS}/collaborators/").respond(404)
    await away.permission(WHERE, "../../x[bot]")

    assert route.calls.last.request.url.raw_path.endswith(b"/collaborators/..%2F..%2Fx%5Bbot%5D/permission")


async def test_an_answer_without_a_permission_is_unavailable(away):
    away.router.get(f"{REPOS}/collaborators/bob/permission").respond(200, json={"user": None})

    with pytest.raises(Unavailable):
        await away.permission(WHERE, "bob")


def a_page(*commits, author="ann", after=None):
    nodes = [
        {
            "commit": {
                "committer": {"user": {"login": committer} if committer else None},
                "authors": {"nodes": [{"user": {"login": login} if login else None} for login in authors]},
            }
        }
        for committer, authors in commits
    ]
    commits = {"pageInfo": {"hasNextPage": after is not None, "endCursor": after}, "nodes": nodes}
    pull = {"author": {"login": author} if author else None, "commits": commits}
    return {"data": {"repository": {"pullRequest": pull}}}


async def test_authors_are_who_opened_wrote_and_committed_but_not_github_itself(away):
    page = a_page(("web-flow", ["bob", "carl"]), ("dora", ["bob", None]), (None, []))
    away.router.post("https://github.example/api/graphql").respond(200, json=page)

    assert await away.authors(WHERE, 7) == {"ann", "bob", "carl", "dora"}


async def test_all_commits_that_github_tells_are_looked_at(away):
    pages = [
        a_page(("bob", ["bob"]), after="one"),
        a_page(("carl", ["carl"]), after="two"),
        a_page(("dora", ["dora"]), author=None, after="three"),
    ]
    route = away.router.post("https://github.example/api/graphql")
    route.side_effect = [httpx.Response(200, json=page) for page in pages]

    assert await away.authors(WHERE, 7) == {"ann", "bob", "carl", "dora"}
    assert [b'"after": "two"' in call.request.content.replace(b'":"', b'": "') for call in route.calls] == [
        False,
        False,
        True,
    ]


async def test_the_authors_of_a_real_branch_are_told(talk, forge, pull, where):
    forge.simulator.add_account("carl", email="carl@example.com")
    forge.git("switch", "-q", pull.head_ref)
    forge.git("commit", "--allow-empty", "-qm", "More\n\nCo-authored-by: Carl <carl@example.com>")
    forge.git("push", "-q", "origin", pull.head_ref)
    forge.simulator.push(REPOSITORY, pull.number)

    assert {"octocat", "carl"} <= await talk.authors(where, pull.number)


# Pull requests.


async def test_the_head_state_author_and_base_of_a_pull_request_are_told(talk, forge, pull, where):
    found = await talk.pull_request_head(where, pull.number)

    assert (found.number, found.head_sha, found.author) == (pull.number, pull.head_sha, "octocat")
    assert (found.state, found.draft, found.base_ref, found.repository) == ("open", False, "main", REPOSITORY)
    forge.simulator.people.close(REPOSITORY, pull.number)
    assert (await talk.pull_request_head(where, pull.number)).state == "closed"


async def test_the_pull_requests_at_a_commit_are_the_open_ones_with_that_head(talk, forge, pull, where):
    assert [one.number for one in await talk.pull_requests_at(where, pull.head_sha)] == [pull.number]
    forge.simulator.people.close(REPOSITORY, pull.number)
    assert await talk.pull_requests_at(where, pull.head_sha) == ()


def listed(number, sha=SHA, state="open"):
    return {
        "number": number,
        "state": state,
        "draft": False,
        "head": {"sha": sha},
        "base": {"ref": "main"},
        "user": None,
    }


@pytest.mark.parametrize("answer", [httpx.Response(200, json=[]), httpx.Response(422, json={}), httpx.Response(404)])
async def test_a_pull_request_of_a_fork_is_found_among_the_open_ones(away, answer):
    away.router.get(f"{REPOS}/commits/{SHA}/pulls").mock(return_value=answer)
    pages = {1: [listed(number, "b" * 40) for number in range(100)], 2: [listed(100, "b" * 40), listed(101)]}
    route = away.router.get(f"{REPOS}/pulls")
    route.side_effect = lambda request: httpx.Response(200, json=pages[int(request.url.params["page"])])

    assert [one.number for one in await away.pull_requests_at(WHERE, SHA)] == [101]
    assert route.calls.last.request.url.params["sort"] == "updated"


async def test_the_search_for_a_pull_request_ends_after_three_pages(away):
    away.router.get(f"{REPOS}/commits/{SHA}/pulls").respond(200, json=[])
    route = away.router.get(f"{REPOS}/pulls").respond(200, json=[listed(1, "b" * 40)] * 100)

    assert await away.pull_requests_at(WHERE, SHA) == ()
    assert route.call_count == 3


# Files.


async def test_a_file_is_read_at_a_branch_and_at_a_commit(talk, pull, where):
    assert await talk.file(where, "main", "answer.py") == "LIMIT = 5\n"
    assert await talk.file(where, pull.head_sha, "answer.py") == "LIMIT = 6\n"
    assert await talk.file(where, "main", CONFIG) is None
    assert await talk.file(where, "gone", "answer.py") is None


def content(text, **fields):
    return {"type": "file", "encoding": "base64", "content": base64.encodebytes(text.encode()).decode(), **fields}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (content(""), ""),
        (content("a: ä\n"), "a: ä\n"),
        ([content("x")], None),
        (content("", type="submodule"), None),
    ],
)
async def test_only_a_file_has_text(away, answer, expected):
    away.router.get(f"{REPOS}/contents/{CONFIG}").respond(200, json=answer)

    assert await away.file(WHERE, "main", CONFIG) == expected


async def test_a_file_that_github_does_not_give_as_text_is_refused(away):
    away.router.get(f"{REPOS}/contents/{CONFIG}").respond(200, json=content("", encoding="none"))

    with pytest.raises(Refused, match="1 MB"):
        await away.file(WHERE, "main", CONFIG)


def organisation(forge, text=None):
    """The owner's `.github` repository, with a configuration where `text` is given."""
    folder = forge.folder / "organisation"
    forge.git("init", "-q", "-b", "main", str(folder))
    if text is not None:
        (folder / ".github").mkdir()
        (folder / CONFIG).write_text(text)
    (folder / "README.md").write_text("# acme\n")
    forge.git("-C", str(folder), "add", ".")
    forge.git("-C", str(folder), "commit", "-qm", "Begin")
    forge.git("clone", "-q", "--bare", str(folder), str(forge.folder / "organisation.git"))
    forge.simulator.add_repository("acme/.github", forge.folder / "organisation.git")


async def test_the_organisations_configuration_comes_from_its_own_repository(talk, forge, where):
    organisation(forge, "version: 1\nmode: gate\n")

    assert await talk.defaults(where) == "version: 1\nmode: gate\n"
    asked = [one.request for one in forge.simulator.requests if one.route.endswith("/access_tokens")]
    assert asked[0] == {"repositories": [".github"], "permissions": {"metadata": "read"}}


async def test_the_organisations_configuration_is_kept_for_five_minutes(talk, forge, where, clock):
    assert await talk.defaults(where) is None  # there is no such repository
    requests = len(forge.simulator.requests)
    organisation(forge, "version: 1\n")
    clock.now = 299
    assert await talk.defaults(where) is None
    assert len(forge.simulator.requests) == requests

    clock.now = 301
    assert await talk.defaults(where) == "version: 1\n"


async def test_an_organisation_without_the_file_has_no_configuration(talk, forge, where):
    organisation(forge)

    assert await talk.defaults(where) is None


@pytest.mark.parametrize("status", [403, 404, 422])
async def test_without_access_there_is_no_configuration_of_the_organisation(away, status):
    away.router.post(TOKENS).respond(status, json={"message": "no"})

    assert await away.defaults(WHERE) is None


@pytest.mark.parametrize("status", [500, 503])
async def test_while_github_is_away_it_is_not_taken_for_absent(away, status):
    away.router.post(TOKENS).respond(status)

    with pytest.raises(Unavailable):
        await away.defaults(WHERE)


# Checks of another name.


async def test_a_check_of_another_name_is_written_once(talk, forge, where):
    sha = forge.git("rev-parse", "main")
    await talk.write_check(where, sha, "speckeeper configuration", OUTPUT)
    await talk.write_check(where, sha, "speckeeper configuration", OUTPUT)

    (check,) = forge.checks(sha)
    assert (check.name, check.status, check.conclusion) == ("speckeeper configuration", "completed", "failure")
    assert (check.title, check.summary) == (OUTPUT.title, OUTPUT.summary)


async def test_a_check_whose_answer_got_lost_is_not_written_again(talk, forge, where):
    sha = forge.git("rev-parse", "main")
    forge.simulator.fail_next("POST", "/check-runs", 502, when="after")
    with pytest.raises(Unavailable):
        await talk.write_check(where, sha, "speckeeper configuration", OUTPUT)

    await talk.write_check(where, sha, "speckeeper configuration", OUTPUT)
    assert len(forge.checks(sha)) == 1


@pytest.mark.parametrize(
    "call",
    [
        lambda talk: talk.react(WHERE, "review", 1, "eyes"),
        lambda talk: talk.reply(WHERE, 7, "x"),
        lambda talk: talk.edit_reply(WHERE, 1, "x"),
        lambda talk: talk.permission(WHERE, "bob"),
        lambda talk: talk.authors(WHERE, 7),
        lambda talk: talk.pull_request_head(WHERE, 7),
        lambda talk: talk.pull_requests_at(WHERE, SHA),
        lambda talk: talk.file(WHERE, "main", CONFIG),
        lambda talk: talk.write_check(WHERE, SHA, "x", OUTPUT),
    ],
)
@pytest.mark.parametrize("fault", [httpx.ReadTimeout("slow"), httpx.Response(503), httpx.Response(500, text="<html>")])
async def test_github_that_fails_is_unavailable(away, call, fault):
    effect = {"side_effect": fault} if isinstance(fault, Exception) else {"return_value": fault}
    away.router.route(host="github.example").mock(**effect)

    with pytest.raises(Unavailable):
        await call(away)
