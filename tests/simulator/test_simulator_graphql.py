import pytest
from githubkit.exception import GraphQLFailed
from workshop import as_app

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
    assert "/graphql" not in {one.route for one in simulator.writes("acme/rag")}


@pytest.mark.usefixtures("commented")
def test_resolving_a_thread_works_with_contents_write(url, keys, installation, simulator):
    installation.permissions["contents"] = "write"
    with as_app(url, keys) as app, app.with_auth(app.auth.as_installation(installation.id)) as client:
        (thread,) = threads(client)
        answer = client.graphql(RESOLVE, {"id": thread["id"]})

        assert answer["resolveReviewThread"]["thread"] == {"id": thread["id"], "isResolved": True}
        # `resolvedBy` is a User in GitHub's schema, and an App is none.
        assert threads(client)[0]["resolvedBy"] is None
    written = simulator.writes("acme/rag")[-1]
    assert (written.route, written.body) == ("/graphql", {"resolveReviewThread": {"threadId": thread["id"]}})


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


def in_repository(github, fields):
    return github.graphql(f'query {{ repository(owner: "acme", name: "rag") {{ {fields} }} }}')["repository"]


@pytest.mark.usefixtures("pull")
def test_a_file_of_a_commit_is_a_tree_entry_with_its_text(github):
    query = 'object(expression: "feature") { ... on Commit { %s } }'
    entry = "{ name path type mode object { ... on Blob { text } ... on Tree { entries { path } } } }"
    asked = (
        f'new: file(path: "app/new.py") {entry} folder: file(path: "app") {entry} none: file(path: "x/y") {{ path }}'
    )

    found = in_repository(github, query % asked)["object"]

    assert found["new"] == {
        "name": "new.py", "path": "app/new.py", "type": "blob", "mode": 0o100644, "object": {"text": "a\nb\n"}
    }  # fmt: skip
    assert found["folder"]["object"] == {"entries": [{"path": "app/core.py"}, {"path": "app/new.py"}]}
    assert found["none"] is None


@pytest.mark.usefixtures("pull")
def test_a_commit_tells_its_committer_and_everybody_who_wrote_it(github, workshop, simulator):
    simulator.add_account("dan", email="dan@example.com")
    workshop.commit({"x": "x"}, "Add x\n\nCo-authored-by: Dan <dan@example.com>\nCo-authored-by: Zoe <zoe@nowhere.net>")
    fields = "committer { user { login } } authors(first: 9) { nodes { name user { login } } }"

    found = in_repository(github, f'object(expression: "feature") {{ ... on Commit {{ {fields} }} }}')["object"]

    assert found["committer"] == {"user": {"login": "ann"}}
    assert found["authors"]["nodes"] == [
        {"name": "Ann", "user": {"login": "ann"}},
        {"name": "Dan", "user": {"login": "dan"}},
        {"name": "Zoe", "user": None},
    ]


@pytest.mark.usefixtures("pull")
def test_labels_and_the_person_who_resolved_a_thread_are_told(github, simulator, commented):  # noqa: ARG001
    simulator.people.label("acme/rag", 1, "spec")
    (comment,) = simulator.store.review_comments.values()
    simulator.people.resolve(comment, by="ann")
    thread = "isResolved resolvedBy { login } comments(first: 1) { nodes { databaseId author { login } } }"
    fields = f"labels(first: 9) {{ nodes {{ name }} }} reviewThreads(first: 9) {{ nodes {{ {thread} }} }}"

    found = in_repository(github, f"pullRequest(number: 1) {{ {fields} }}")["pullRequest"]

    assert found["labels"]["nodes"] == [{"name": "spec"}]
    (told,) = found["reviewThreads"]["nodes"]
    assert (told["isResolved"], told["resolvedBy"]) == (True, {"login": "ann"})
    assert told["comments"]["nodes"] == [{"databaseId": comment.id, "author": {"login": "speckeeper"}}]


@pytest.mark.usefixtures("pull")
def test_pull_requests_are_listed_by_state_and_latest_change_page_by_page(github, simulator, workshop):
    for name in ("second", "third"):
        workshop.branch(name)
        workshop.commit({name: "x"}, branch=name)
        simulator.open_pull_request("acme/rag", name, author="ann")
    simulator.people.close("acme/rag", 2)
    older = simulator.store.pulls[(simulator.store.repository("acme/rag").id, 3)]
    older.updated_at = older.updated_at.replace(year=2020)
    order = "orderBy: {field: UPDATED_AT, direction: DESC}"

    def listed(arguments):
        fields = "totalCount nodes { number state updatedAt } pageInfo { hasNextPage endCursor }"
        return in_repository(github, f"pullRequests({arguments}) {{ {fields} }}")["pullRequests"]

    first = listed(f"states: [OPEN], first: 1, {order}")
    second = listed(f'states: [OPEN], first: 1, {order}, after: "{first["pageInfo"]["endCursor"]}"')

    assert (first["totalCount"], [one["number"] for one in first["nodes"]]) == (2, [1])
    assert [(one["number"], one["updatedAt"][:4]) for one in second["nodes"]] == [(3, "2020")]
    assert [(one["number"], one["state"]) for one in listed("first: 9")["nodes"]] == [
        (1, "OPEN"), (2, "CLOSED"), (3, "OPEN")
    ]  # fmt: skip
    assert [one["number"] for one in listed('first: 9, headRefName: "third"')["nodes"]] == [3]


QUEUE = """mergeQueue { entries(first: 9) { nodes {
  id position state baseCommit { oid } headCommit { oid } pullRequest { number headRefOid isInMergeQueue } } } }"""


@pytest.mark.usefixtures("pull")
def test_the_merge_queue_tells_what_each_entry_was_merged_onto(github, simulator, workshop):
    for name in ("second", "third"):
        workshop.branch(name)
        workshop.commit({name: "x"}, branch=name)
        simulator.open_pull_request("acme/rag", name, author="ann")
    assert in_repository(github, QUEUE) == {"mergeQueue": None}

    simulator.people.queue("acme/rag", [1, 2], by="ann")
    simulator.people.queue("acme/rag", [3], by="ann")
    entries = in_repository(github, QUEUE)["mergeQueue"]["entries"]["nodes"]

    assert [(one["position"], one["pullRequest"]["number"], one["state"]) for one in entries] == [
        (1, 1, "AWAITING_CHECKS"), (2, 2, "AWAITING_CHECKS"), (3, 3, "AWAITING_CHECKS")
    ]  # fmt: skip
    tip = workshop.git("rev-parse", "main")
    assert [one["baseCommit"]["oid"] for one in entries] == [tip, *(one["headCommit"]["oid"] for one in entries[:2])]
    for one in entries:
        parents = workshop.git("rev-list", "--parents", "-1", one["headCommit"]["oid"], cwd=workshop.bare).split()[1:]
        assert parents == [one["baseCommit"]["oid"], one["pullRequest"]["headRefOid"]]
    assert all(one["pullRequest"]["isInMergeQueue"] for one in entries)


@pytest.mark.usefixtures("pull")
def test_the_merge_queue_needs_its_own_permission(narrowed, simulator):
    simulator.people.queue("acme/rag", [1], by="ann")

    with narrowed(pull_requests="read", contents="read") as github:
        assert errors(lambda: in_repository(github, QUEUE)) == [("FORBIDDEN", "Resource not accessible by integration")]
