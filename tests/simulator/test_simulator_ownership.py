import base64

import httpx
import pytest
from githubkit.exception import GraphQLFailed, RequestFailed
from workshop import content

QUERY = 'query { repository(owner: "acme", name: "rag") { nameWithOwner } }'
STRICT = 'query { repository(owner: "acme", name: "rag", followRenames: false) { nameWithOwner } }'


@pytest.fixture
def client(simulator, installation, url):
    headers = {"Authorization": f"Bearer {simulator.token(installation)}"}
    with httpx.Client(base_url=f"{url}/api/v3", headers=headers, trust_env=False) as opened:
        yield opened


def test_an_old_name_redirects_to_the_repository_by_its_number(simulator, client, pull, told):
    delivery = simulator.people.rename_repository("acme/rag", "answers", by="ann")
    number = simulator.store.repository("acme/answers").id

    answer = client.get("/repos/acme/rag/pulls/1/files", params={"per_page": 1})
    there = f"{client.base_url}repositories/{number}/pulls/1/files?per_page=1"

    assert (answer.status_code, answer.headers["Location"]) == (301, there)
    assert (answer.json()["message"], answer.json()["url"]) == ("Moved Permanently", there)
    assert client.get(there).json()[0]["filename"] == "app/core.py"
    assert client.get("/repos/acme/answers").json()["id"] == number
    assert told()[-1] == "repository.renamed"
    assert content(delivery)["changes"] == {"repository": {"name": {"from": "rag"}}}
    assert content(delivery)["repository"]["full_name"] == "acme/answers"
    assert pull.repository_id == number


@pytest.mark.usefixtures("pull")
def test_what_writes_is_to_be_sent_again_as_it_is(simulator, client):
    simulator.people.rename_repository("acme/rag", "answers", by="ann")
    body = {"body": "Read."}

    answer = client.post("/repos/acme/rag/issues/1/comments", json=body)
    assert (answer.status_code, simulator.writes("acme/answers")) == (307, [])
    assert client.post(answer.headers["Location"], json=body).status_code == 201

    (written,) = simulator.writes("acme/answers")
    assert (written.method, written.route, written.body) == ("POST", "/repos/acme/answers/issues/1/comments", body)
    assert simulator.writes("acme/rag") == [written]
    assert simulator.requests[-1].path.startswith("/api/v3/repositories/")


def test_the_installation_of_an_old_name_redirects_too(simulator, app_client, installation):
    simulator.people.rename_repository("acme/rag", "answers", by="ann")

    found = app_client.rest.apps.get_repo_installation("acme", "rag")  # this client follows

    assert (found.parsed_data.id, found.raw_response.history[0].status_code) == (installation.id, 301)


def test_graphql_follows_a_rename_unless_told_not_to(simulator, github):
    simulator.people.rename_repository("acme/rag", "answers", by="ann")

    assert github.graphql(QUERY)["repository"] == {"nameWithOwner": "acme/answers"}
    with pytest.raises(GraphQLFailed):
        github.graphql(STRICT)


def test_git_is_led_to_the_new_name(simulator, installation, url, workshop, tmp_path):
    simulator.people.rename_repository("acme/rag", "answers", by="ann")
    word = base64.b64encode(f"x-access-token:{simulator.token(installation)}".encode()).decode()

    header = f"http.extraHeader=Authorization: Basic {word}"
    workshop.git("-c", header, "clone", "-q", f"{url}/acme/rag.git", str(tmp_path / "cloned"))

    assert (tmp_path / "cloned" / "README.md").read_text() == "# rag\n"
    first, *others = [(one.route, one.status) for one in simulator.requests]
    assert first == ("/acme/rag.git/info/refs", 301)
    assert {route.split(".git")[0] for route, _ in others} == {"/acme/answers"}


def test_a_name_that_is_taken_again_is_no_longer_the_old_repository(simulator, client, workshop):
    simulator.people.rename_repository("acme/rag", "answers", by="ann")
    again = simulator.add_repository("acme/rag", workshop.bare)

    assert client.get("/repos/acme/rag").json()["id"] == again.id


def test_a_stranger_learns_nothing_from_an_old_name(simulator, client, workshop):
    simulator.add_repository("zoe/other", workshop.bare)
    simulator.people.rename_repository("zoe/other", "else", by="zoe")

    assert client.get("/repos/zoe/other").status_code == 404


def test_a_transferred_repository_is_out_of_reach_and_only_the_new_owner_is_told(
    simulator, client, github, installation, told
):
    app = simulator.store.apps[7]
    simulator.add_account("umbrella", "Organization")
    simulator.install(app, "umbrella")

    delivery = simulator.people.transfer_repository("acme/rag", "umbrella", by="ann")

    assert client.get("/repos/acme/rag").status_code == 404
    with pytest.raises(GraphQLFailed):
        github.graphql(QUERY)
    assert told() == ["repository.transferred"]
    assert content(delivery)["changes"]["owner"]["from"]["organization"]["login"] == "acme"
    assert content(delivery)["repository"]["full_name"] == "umbrella/rag"
    assert content(delivery)["installation"]["id"] != installation.id


@pytest.mark.usefixtures("installation", "url")
def test_a_repository_that_a_person_gave_away_names_the_person(simulator, workshop, told):
    simulator.add_repository("ann/notes", workshop.bare)

    delivery = simulator.people.transfer_repository("ann/notes", "acme", by="ann")

    assert content(delivery)["changes"]["owner"]["from"]["user"]["login"] == "ann"
    assert told() == ["repository.transferred"]


def test_a_deleted_repository_is_gone_with_all_that_was_in_it(simulator, client, github, pull, told):
    data = {"name": "speckeeper", "head_sha": pull.head_sha}
    run = github.rest.checks.create("acme", "rag", data=data).parsed_data.id
    github.rest.issues.create_comment("acme", "rag", 1, body="Read.")
    number = simulator.store.repository("acme/rag").id

    simulator.people.delete_repository("acme/rag", by="ann")

    assert told()[-1] == "repository.deleted"
    assert client.get("/repos/acme/rag").status_code == 404
    assert client.get(f"/repositories/{number}/check-runs/{run}").status_code == 404
    assert not simulator.store.check_runs
    assert not simulator.store.issue_comments
    assert [one.method for one in simulator.writes("acme/rag")] == ["POST", "POST"]


def test_the_pull_request_of_a_deleted_fork_stays_without_its_head(simulator, github, fork):
    fork.commit({}, "only in the fork")
    simulator.open_pull_request("acme/rag", "feature", author="eve", head_repository="eve/rag")

    simulator.people.delete_repository("eve/rag", by="eve")

    found = github.rest.pulls.get("acme", "rag", 1).parsed_data
    assert (found.state, found.head.repo, found.head.label) == ("open", None, "eve:feature")
    fields = "headRepository { name } headRef { name } headRepositoryOwner { login } isCrossRepository"
    query = f'query {{ repository(owner: "acme", name: "rag") {{ pullRequest(number: 1) {{ {fields} }} }} }}'
    assert github.graphql(query)["repository"]["pullRequest"] == {
        "headRepository": None, "headRef": None, "headRepositoryOwner": None, "isCrossRepository": True
    }  # fmt: skip


SIDES = """query { repository(owner: "acme", name: "rag") { pullRequest(number: 1) {
  state baseRef { name } baseRefName baseRefOid headRef { name } headRefOid } } }"""


@pytest.mark.parametrize(("branch", "gone"), [("main", "baseRef"), ("feature", "headRef")])
def test_a_deleted_branch_closes_its_pull_requests_and_its_ref_is_null(simulator, github, pull, told, branch, gone):
    simulator.people.delete_branch("acme/rag", branch, by="ann")

    found = github.graphql(SIDES)["repository"]["pullRequest"]
    refs = {"baseRef": {"name": "main"}, "headRef": {"name": "feature"}}
    assert {name: found[name] for name in refs} == {**refs, gone: None}
    assert (found["state"], found["baseRefOid"], found["headRefOid"]) == ("CLOSED", pull.base_sha, pull.head_sha)
    assert told()[-2:] == ["push", "pull_request.closed"]
    assert github.rest.pulls.get("acme", "rag", 1).parsed_data.changed_files == 2


@pytest.mark.usefixtures("url")
def test_a_deleted_branch_is_told_as_a_push_and_by_its_own_event(simulator, workshop, told):
    app = simulator.store.apps[7]
    app.events = (*app.events, "delete")
    simulator.install(app, "acme")
    before = workshop.git("rev-parse", "feature")

    push = simulator.people.delete_branch("acme/rag", "feature", by="ann")

    assert told() == ["push", "delete"]
    assert (content(push)["deleted"], content(push)["before"], content(push)["after"]) == (True, before, "0" * 40)
    with pytest.raises(ValueError, match="`feature` is no branch of `acme/rag`"):
        simulator.people.delete_branch("acme/rag", "feature", by="ann")


def test_a_force_push_drops_commits_from_the_pull_request(simulator, github, pull, workshop, told):
    dropped = pull.head_sha
    workshop.branch("feature")
    workshop.commit({"app/new.py": "a\n"}, "Again", branch="feature")
    simulator.push("acme/rag", 1)

    assert [one.commit.message for one in github.rest.pulls.list_commits("acme", "rag", 1).parsed_data] == ["Again"]
    assert content(next(one for one in simulator.deliveries if one.event == "push"))["forced"] is True
    with pytest.raises(RequestFailed) as refused:
        github.rest.pulls.create_review("acme", "rag", 1, commit_id=dropped, event="COMMENT", body="b")
    assert refused.value.response.status_code == 422
    assert "pull_request.synchronize" in told()
