import pytest
from conftest import as_app
from githubkit.exception import GraphQLFailed

from app.simulator import PERMISSIONS

FACTS = """
query ($owner: String!, $name: String!, $number: Int!, $expression: String!) {
  repository(owner: $owner, name: $name) {
    id databaseId nameWithOwner isPrivate
    pullRequest(number: $number) {
      number title body state isDraft author { login }
      headRefName headRefOid baseRefName baseRefOid baseRef { target { oid } }
      headRepository { nameWithOwner } isCrossRepository
      additions deletions changedFiles
      commits(first: 100) {
        totalCount pageInfo { hasNextPage } nodes { commit { oid message author { user { login } } } }
      }
      reviewThreads(first: 50) {
        nodes { id isResolved line comments(first: 10) { nodes { databaseId body author { login } } } }
      }
    }
    ref(qualifiedName: "refs/heads/main") { name prefix target { oid } }
    object(expression: $expression) { oid __typename ... on Blob { text isBinary isTruncated byteSize } }
  }
  rateLimit { cost limit remaining resetAt }
}
"""
VARIABLES = {"owner": "acme", "name": "rag", "number": 1, "expression": "feature:app/new.py"}
RESOLVE = "mutation ($id: ID!) { resolveReviewThread(input: {threadId: $id}) { thread { id isResolved } } }"


def threads(github):
    query = (
        'query { repository(owner: "acme", name: "rag") { pullRequest(number: 1) '
        "{ reviewThreads(first: 9) { nodes { id isResolved isOutdated line resolvedBy { login } } } } } }"
    )
    return github.graphql(query)["repository"]["pullRequest"]["reviewThreads"]["nodes"]


@pytest.fixture
def commented(github, pull):  # noqa: ARG001 - it needs one
    github.rest.pulls.create_review(
        "acme", "rag", 1, body="b", event="COMMENT", comments=[{"path": "app/core.py", "body": "c", "line": 20}]
    )


def errors(call):
    with pytest.raises(GraphQLFailed) as refused:
        call()
    return [(one.type, one.message) for one in refused.value.response.errors]


@pytest.mark.usefixtures("commented")
def test_one_query_tells_what_a_review_needs(github, pull, workshop):
    main = workshop.git("rev-parse", "main")
    answer = github.graphql(FACTS, VARIABLES)

    found = answer["repository"]["pullRequest"]
    assert (found["title"], found["state"], found["author"]) == ("Add T001", "OPEN", {"login": "ann"})
    assert (found["headRefOid"], found["baseRefOid"]) == (pull.head_sha, main)
    assert (found["headRepository"]["nameWithOwner"], found["isCrossRepository"]) == ("acme/rag", False)
    assert (found["additions"], found["deletions"], found["changedFiles"]) == (4, 2, 2)
    assert found["commits"] == {
        "totalCount": 1,
        "pageInfo": {"hasNextPage": False},
        "nodes": [{"commit": {"oid": pull.head_sha, "message": "Add T001", "author": {"user": {"login": "ann"}}}}],
    }
    (thread,) = found["reviewThreads"]["nodes"]
    assert (thread["isResolved"], thread["line"]) == (False, 20)
    assert thread["comments"]["nodes"][0]["author"] == {"login": "speckeeper"}
    assert answer["repository"]["ref"] == {"name": "main", "prefix": "refs/heads/", "target": {"oid": main}}
    assert answer["repository"]["object"]["text"] == "a\nb\n"
    assert answer["rateLimit"]["cost"] == 1


def test_the_base_of_the_pull_request_stays_while_the_branch_moves_on(github, pull, workshop):
    old = pull.base_sha
    workshop.git("checkout", "-q", "main")
    tip = workshop.commit({"later.txt": "x"})

    found = github.graphql(FACTS, VARIABLES)["repository"]["pullRequest"]

    assert (found["baseRefOid"], found["baseRef"]["target"]["oid"]) == (old, tip)


@pytest.mark.usefixtures("pull")
def test_a_folder_is_read_in_one_query(github):
    query = """query { repository(owner: "acme", name: "rag") { object(expression: "feature:app") {
      ... on Tree { entries { name path type object { ... on Blob { text byteSize } } } } } } }"""

    entries = github.graphql(query)["repository"]["object"]["entries"]

    assert [(one["name"], one["type"], one["object"]["byteSize"]) for one in entries] == [
        ("core.py", "blob", len(entries[0]["object"]["text"])),
        ("new.py", "blob", 4),
    ]


@pytest.mark.usefixtures("pull")
def test_a_long_text_is_cut_and_says_so_and_binaries_have_none(github, workshop):
    workshop.commit({"long.txt": "x" * 600_000, "bin.dat": b"\0\1\2"})
    read = lambda path: github.graphql(FACTS, {**VARIABLES, "expression": f"feature:{path}"})["repository"]["object"]  # noqa: E731

    long, binary = read("long.txt"), read("bin.dat")

    assert (long["isTruncated"], len(long["text"]), long["byteSize"]) == (True, 512_000, 600_000)
    assert (binary["isBinary"], binary["text"]) == (True, None)
    assert read("nowhere.txt") is None


@pytest.mark.usefixtures("fork")
def test_a_fork_is_cross_repository(github, simulator):
    simulator.open_pull_request("acme/rag", "feature", author="eve", head_repository="eve/rag")

    found = github.graphql(FACTS, VARIABLES)["repository"]["pullRequest"]

    assert (found["isCrossRepository"], found["headRepository"]) == (True, {"nameWithOwner": "eve/rag"})


@pytest.mark.usefixtures("pull")
def test_commits_come_in_pages(github, simulator, workshop):
    for number in range(4):
        workshop.commit({}, f"more {number}")
    simulator.push("acme/rag", 1)
    query = """query ($after: String) { repository(owner: "acme", name: "rag") { pullRequest(number: 1) {
      commits(first: 2, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } nodes { commit { messageHeadline } }
      } } } }"""
    seen, after, more = [], None, True
    while more:
        page = github.graphql(query, {"after": after})["repository"]["pullRequest"]["commits"]
        seen += [one["commit"]["messageHeadline"] for one in page["nodes"]]
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]

    assert seen == ["Add T001", "more 0", "more 1", "more 2", "more 3"]


@pytest.mark.usefixtures("commented")
def test_resolving_a_thread_is_forbidden_without_contents_write(github, simulator):
    (thread,) = threads(github)

    said = errors(lambda: github.graphql(RESOLVE, {"id": thread["id"]}))

    assert said == [("FORBIDDEN", "Resource not accessible by integration")]
    assert not threads(github)[0]["isResolved"]
    assert [exchange.route for exchange in simulator.refused] == ["/graphql"]


@pytest.mark.usefixtures("commented")
def test_resolving_a_thread_works_with_contents_write(url, keys, installation):
    installation.permissions["contents"] = "write"
    with as_app(url, keys) as app, app.with_auth(app.auth.as_installation(installation.id)) as client:
        (thread,) = threads(client)
        answer = client.graphql(RESOLVE, {"id": thread["id"]})

        assert answer["resolveReviewThread"]["thread"] == {"id": thread["id"], "isResolved": True}
        # `resolvedBy` is a User in GitHub's schema, and an App is none.
        assert threads(client)[0]["resolvedBy"] is None


@pytest.mark.usefixtures("pull")
@pytest.mark.usefixtures("commented")
def test_a_thread_that_a_person_resolved_names_the_person(simulator, github):
    (comment,) = simulator.store.review_comments.values()
    simulator.people.resolve(comment, by="ann")
    assert threads(github)[0]["resolvedBy"] == {"login": "ann"}

    simulator.people.unresolve(comment, by="ann")
    assert not threads(github)[0]["isResolved"]


def test_a_thread_that_is_not_there_is_not_found(github):
    said = errors(lambda: github.graphql(RESOLVE, {"id": "PRRT_nonsense"}))

    assert said == [("NOT_FOUND", "Could not resolve to a node with the global id of 'PRRT_nonsense'")]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": "nowhere"}, "Could not resolve to a Repository with the name 'acme/nowhere'."),
        ({"number": 9}, "Could not resolve to a PullRequest with the number of 9."),
    ],
)
@pytest.mark.usefixtures("pull")
def test_what_is_not_there_is_not_found(github, changed, message):
    assert errors(lambda: github.graphql(FACTS, VARIABLES | changed)) == [("NOT_FOUND", message)]


@pytest.mark.parametrize("missing", ["pull_requests", "contents"])
@pytest.mark.usefixtures("pull")
def test_a_missing_permission_is_forbidden(narrowed, missing):
    client = narrowed(**{name: level for name, level in PERMISSIONS.items() if name != missing})

    said = errors(lambda: client.graphql(FACTS, VARIABLES))

    assert set(said) == {("FORBIDDEN", "Resource not accessible by integration")}


@pytest.mark.usefixtures("pull")
def test_a_connection_needs_a_size_of_at_most_100(github):
    inner = "{{ commits{} {{ totalCount }} }}"
    query = 'query {{ repository(owner: "acme", name: "rag") {{ pullRequest(number: 1) ' + inner + " }} }}"

    assert errors(lambda: github.graphql(query.format("")))[0][0] == "MISSING_PAGINATION_BOUNDARIES"
    assert errors(lambda: github.graphql(query.format("(first: 101)")))[0][0] == "EXCESSIVE_PAGINATION"


@pytest.mark.usefixtures("pull")
def test_a_field_that_does_not_exist_is_an_error_with_status_200(github, simulator):
    said = errors(lambda: github.graphql('query { repository(owner: "acme", name: "rag") { colour } }'))

    assert "Cannot query field 'colour' on type 'Repository'" in said[0][1]
    assert simulator.requests[-1].status == 200


@pytest.mark.usefixtures("keys")
def test_an_app_token_is_no_way_in(url):
    import httpx

    assert httpx.post(f"{url}/graphql", json={"query": "{ rateLimit { cost } }"}).status_code == 401
    headers = {"Authorization": "Bearer nonsense"}
    assert httpx.post(f"{url}/api/graphql", json={"query": "{ a }"}, headers=headers).status_code == 401
