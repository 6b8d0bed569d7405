import base64

import github_schema
import pytest
from githubkit.exception import RequestFailed
from workshop import lines


def test_a_pull_request_is_answered_whole(github, pull):
    found = github.rest.pulls.get("acme", "rag", 1).parsed_data

    assert (found.title, found.body, found.user.login, found.state) == ("Add T001", "Body", "ann", "open")
    assert (found.head.sha, found.head.ref, found.base.ref) == (pull.head_sha, "feature", "main")
    assert (found.changed_files, found.additions, found.deletions, found.commits) == (2, 4, 2, 1)
    assert found.author_association == "COLLABORATOR"
    assert found.base.repo.full_name == "acme/rag"


@pytest.mark.usefixtures("pull")
def test_pull_requests_are_listed_by_state_and_head(github, simulator, workshop):
    workshop.branch("second")
    workshop.commit({"second.txt": "2"})
    simulator.open_pull_request("acme/rag", "second")
    simulator.people.close("acme/rag", 2)
    numbers = lambda **query: [one.number for one in github.rest.pulls.list("acme", "rag", **query).parsed_data]  # noqa: E731

    assert numbers() == [1]
    assert numbers(state="all") == [2, 1]
    assert numbers(state="closed") == [2]
    assert numbers(state="all", head="acme:feature") == [1]
    assert numbers(base="release") == []


@pytest.mark.usefixtures("pull")
def test_files_come_with_their_patches(github):
    core, new = github.rest.pulls.list_files("acme", "rag", 1).parsed_data

    assert (core.filename, core.status, core.changes) == ("app/core.py", "modified", 4)
    assert core.patch.startswith("@@ -17,7 +17,7 @@")
    assert core.patch.count("@@ -") == 2
    assert (new.filename, new.status, new.patch) == ("app/new.py", "added", "@@ -0,0 +1,2 @@\n+a\n+b")


def test_every_kind_of_change_is_a_file(github, simulator, workshop):
    workshop.git("checkout", "-q", "main")
    workshop.commit(
        {"moved.txt": lines(20), "gone.txt": "x\n", "bin.dat": b"\0\1", "kind.txt": "text\n", "ü b.txt": "1\n"}
    )
    workshop.branch("kinds")
    workshop.git("mv", "moved.txt", "there.txt")
    (workshop.clone / "kind.txt").unlink()
    (workshop.clone / "kind.txt").symlink_to("README.md")
    (workshop.clone / "README.md").chmod(0o755)
    workshop.commit({"gone.txt": None, "bin.dat": b"\0\2", "ü b.txt": "2", "empty": ""})
    simulator.open_pull_request("acme/rag", "kinds")

    found = {one.filename: one for one in github.rest.pulls.list_files("acme", "rag", 1).parsed_data}

    kinds = {name: one.status for name, one in found.items()}
    assert kinds == {
        "README.md": "modified",
        "bin.dat": "modified",
        "empty": "added",
        "gone.txt": "removed",
        "kind.txt": "changed",
        "there.txt": "renamed",
        "ü b.txt": "modified",
    }
    assert found["there.txt"].previous_filename == "moved.txt"
    assert "No newline at end of file" in found["ü b.txt"].patch


def test_files_are_paged_with_link_headers(github, simulator, workshop):
    workshop.branch("many")
    workshop.commit({f"many/{number:03}.txt": f"{number}\n" for number in range(103)})
    simulator.open_pull_request("acme/rag", "many")
    before = len(simulator.requests)

    pages = github.rest.paginate(github.rest.pulls.list_files, owner="acme", repo="rag", pull_number=1, per_page=50)

    assert [one.filename for one in pages] == [f"many/{number:03}.txt" for number in range(103)]
    assert len([one for one in simulator.requests[before:] if one.route.endswith("/files")]) == 3


@pytest.mark.usefixtures("pull")
def test_the_diff_media_type_gives_the_diff(github):
    answer = github.request("GET", "/repos/acme/rag/pulls/1", headers={"Accept": "application/vnd.github.diff"})

    assert answer.text.startswith("diff --git a/app/core.py b/app/core.py\n")
    assert "\n+changed 20\n" in answer.text


def test_a_diff_of_more_than_300_files_is_not_acceptable(github, simulator, workshop):
    workshop.branch("huge")
    workshop.commit({f"many/{number:03}.txt": "" for number in range(301)})
    simulator.open_pull_request("acme/rag", "huge")

    with pytest.raises(RequestFailed) as refused:
        github.request("GET", "/repos/acme/rag/pulls/1", headers={"Accept": "application/vnd.github.v3.diff"})

    assert refused.value.response.status_code == 406
    assert refused.value.response.json()["errors"] == [
        {"resource": "PullRequest", "field": "diff", "code": "too_large"}
    ]


def test_a_diff_of_more_than_20000_lines_is_not_acceptable(github, simulator, workshop):
    workshop.branch("long")
    workshop.commit({"long.txt": lines(20_001)})
    simulator.open_pull_request("acme/rag", "long")

    with pytest.raises(RequestFailed) as refused:
        github.request("GET", "/repos/acme/rag/pulls/1", headers={"Accept": "application/vnd.github.diff"})

    assert "maximum number of lines (20000)" in refused.value.response.json()["message"]


def test_commits_name_the_account_of_their_address(github, pull):
    (one,) = github.rest.pulls.list_commits("acme", "rag", 1).parsed_data

    assert (one.sha, one.commit.message, one.author.login) == (pull.head_sha, "Add T001", "ann")


def test_a_comparison_tells_the_merge_base(github, pull, workshop):
    base = workshop.git("rev-parse", "main")
    workshop.git("checkout", "-q", "main")
    tip = workshop.commit({"later.txt": "later\n"})

    found = github.rest.repos.compare_commits("acme", "rag", f"main...{pull.head_sha}").parsed_data

    assert (found.merge_base_commit.sha, found.base_commit.sha) == (base, tip)
    assert (found.status, found.ahead_by, found.behind_by, found.total_commits) == ("diverged", 1, 1, 1)
    assert [file.filename for file in found.files] == ["app/core.py", "app/new.py"]


@pytest.mark.usefixtures("pull")
def test_a_comparison_understands_the_branch_of_an_owner(github):
    assert github.rest.repos.compare_commits("acme", "rag", "main...acme:feature").parsed_data.status == "ahead"
    assert github.rest.repos.compare_commits("acme", "rag", "feature...main").parsed_data.status == "behind"
    assert github.rest.repos.compare_commits("acme", "rag", "main...main").parsed_data.status == "identical"


@pytest.mark.usefixtures("pull")
def test_a_comparison_with_nothing_is_not_found(github):
    with pytest.raises(RequestFailed) as refused:
        github.rest.repos.compare_commits("acme", "rag", "main...nowhere")

    assert refused.value.response.status_code == 404


def test_a_commit_of_a_fork_belongs_to_no_pull_request(github, simulator, workshop, fork):
    fork.commit({}, "only in the fork")
    pull, _ = simulator.open_pull_request("acme/rag", "feature", author="eve", head_repository="eve/rag")
    found = github.rest.repos.list_pull_requests_associated_with_commit("acme", "rag", pull.head_sha).parsed_data

    assert found == []
    assert workshop.git("rev-parse", "refs/pull/1/head", cwd=workshop.bare) == pull.head_sha


def test_a_commit_belongs_to_the_open_pull_requests_that_hold_it(github, simulator, workshop, pull):
    of = lambda sha: [  # noqa: E731
        one.number
        for one in github.rest.repos.list_pull_requests_associated_with_commit("acme", "rag", sha).parsed_data
    ]
    first = pull.head_sha
    workshop.commit({"x": "x"})
    simulator.push("acme/rag", 1)

    assert (of(first), of(pull.head_sha), of(pull.base_sha)) == ([1], [1], [])
    simulator.people.close("acme/rag", 1)
    assert of(first) == []


@pytest.mark.usefixtures("pull")
def test_pull_requests_are_sorted_by_their_last_change(github, simulator, workshop):
    workshop.branch("second")
    workshop.commit({"x": "x"}, branch="second")
    second, _ = simulator.open_pull_request("acme/rag", "second")
    second.updated_at = second.updated_at.replace(year=2020)
    listed = lambda **order: [  # noqa: E731
        one.number for one in github.rest.pulls.list("acme", "rag", state="open", **order).parsed_data
    ]

    assert listed() == [2, 1]
    assert listed(sort="updated") == [2, 1]
    assert listed(sort="updated", direction="desc") == [1, 2]
    assert listed(sort="created", direction="asc") == [1, 2]


@pytest.mark.usefixtures("pull")
def test_a_push_moves_the_head_and_the_recorded_base(github, simulator, workshop):
    workshop.git("checkout", "-q", "main")
    tip = workshop.commit({"later.txt": "later\n"})
    assert github.rest.pulls.get("acme", "rag", 1).parsed_data.base.sha != tip

    workshop.git("checkout", "-q", "feature")
    sha = workshop.commit({"app/new.py": "a\nb\nc\n"})
    simulator.push("acme/rag", 1)

    found = github.rest.pulls.get("acme", "rag", 1).parsed_data
    assert (found.head.sha, found.base.sha, found.commits) == (sha, tip, 2)
    assert workshop.git("rev-parse", "refs/pull/1/head", cwd=workshop.bare) == sha


def test_a_file_is_read_at_a_commit(github, pull):
    found = github.rest.repos.get_content("acme", "rag", "app/new.py", ref=pull.head_sha).parsed_data

    assert base64.b64decode(found.content) == b"a\nb\n"
    assert found.sha == "422c2b7ab3b3c668038da977e4e93a5fc623169c"


def test_a_folder_is_listed(github, pull):
    listed = github.rest.repos.get_content("acme", "rag", "", ref=pull.head_sha).parsed_data

    assert [(one.type, one.path) for one in listed] == [("file", "README.md"), ("dir", "app")]


def test_a_file_over_one_megabyte_comes_without_content(github, workshop):
    workshop.branch("big")
    workshop.commit({"big.txt": "x" * 1_000_001})

    found = github.rest.repos.get_content("acme", "rag", "big.txt", ref="big").parsed_data
    raw = github.request(
        "GET",
        "/repos/acme/rag/contents/big.txt",
        params={"ref": "big"},
        headers={"Accept": "application/vnd.github.raw"},
    )

    assert (found.content, found.encoding, found.size) == ("", "none", 1_000_001)
    assert len(raw.content) == 1_000_001


@pytest.mark.parametrize(("path", "ref"), [("nowhere.txt", "main"), ("README.md", "nowhere")])
@pytest.mark.usefixtures("pull")
def test_a_file_that_is_not_there_is_not_found(github, path, ref):
    with pytest.raises(RequestFailed) as refused:
        github.rest.repos.get_content("acme", "rag", path, ref=ref)

    assert refused.value.response.status_code == 404


def test_blobs_and_trees_are_read_by_id(github, pull):
    tree = github.rest.git.get_tree("acme", "rag", pull.head_sha, recursive="1").parsed_data
    blob = next(one for one in tree.tree if one.path == "app/new.py")

    assert [(one.path, one.type) for one in tree.tree] == [
        ("README.md", "blob"),
        ("app", "tree"),
        ("app/core.py", "blob"),
        ("app/new.py", "blob"),
    ]
    assert base64.b64decode(github.rest.git.get_blob("acme", "rag", blob.sha).parsed_data.content) == b"a\nb\n"
    assert not tree.truncated


@pytest.mark.parametrize("sha", ["0" * 40, "nonsense"])
@pytest.mark.usefixtures("pull")
def test_an_object_that_is_not_there_is_not_found(github, sha):
    for read in (github.rest.git.get_blob, github.rest.git.get_tree):
        with pytest.raises(RequestFailed) as refused:
            read("acme", "rag", sha)
        assert refused.value.response.status_code == 404


@pytest.mark.parametrize(
    ("login", "permission", "role"), [("acme", "admin", "admin"), ("ann", "write", "write"), ("bob", "read", "read")]
)
@pytest.mark.usefixtures("pull")
def test_the_permission_of_a_person_is_told(github, simulator, login, permission, role):
    simulator.add_account("bob")

    found = github.rest.repos.get_collaborator_permission_level("acme", "rag", login).parsed_data

    assert (found.permission, found.role_name, found.user.login) == (permission, role, login)


@pytest.mark.usefixtures("pull")
def test_maintain_and_triage_are_write_and_read_in_the_old_words(github, simulator):
    simulator.store.repository("acme/rag").permissions |= {"ann": "maintain", "octocat": "triage"}
    simulator.add_account("octocat")
    told = [
        github.rest.repos.get_collaborator_permission_level("acme", "rag", login).parsed_data
        for login in ("ann", "octocat")
    ]

    assert [(one.permission, one.role_name) for one in told] == [("write", "maintain"), ("read", "triage")]


@pytest.mark.usefixtures("pull")
def test_a_stranger_has_no_permission_on_a_private_repository(github, simulator):
    simulator.add_account("stranger")

    assert (
        github.rest.repos.get_collaborator_permission_level("acme", "rag", "stranger").parsed_data.permission == "none"
    )


@pytest.mark.usefixtures("pull")
def test_an_account_that_is_not_there_is_not_found(github):
    with pytest.raises(RequestFailed) as refused:
        github.rest.repos.get_collaborator_permission_level("acme", "rag", "nobody")

    assert refused.value.response.status_code == 404


@pytest.mark.usefixtures("pull")
def test_the_repository_is_answered_whole(github):
    found = github.rest.repos.get("acme", "rag").parsed_data

    assert (found.full_name, found.default_branch, found.private, found.open_issues_count) == (
        "acme/rag",
        "main",
        True,
        1,
    )


@pytest.mark.usefixtures("pull")
def test_a_route_that_github_does_not_have_is_not_found(github, simulator):
    with pytest.raises(RequestFailed) as refused:
        github.request("GET", "/nowhere")

    assert refused.value.response.json()["message"] == "Not Found"
    with pytest.raises(AssertionError, match="GET /nowhere is no route of GitHub"):
        github_schema.check(simulator.requests)
    simulator.store.requests.clear()


def test_both_roots_answer(url, simulator, installation):
    import httpx

    headers = {"Authorization": f"Bearer {simulator.token(installation)}"}

    assert {httpx.get(f"{url}{root}/repos/acme/rag", headers=headers).status_code for root in ("", "/api/v3")} == {200}


@pytest.mark.usefixtures("pull")
def test_labels_are_told_with_the_pull_request(github, simulator):
    simulator.people.label("acme/rag", 1, "spec")

    assert [one.name for one in github.rest.pulls.get("acme", "rag", 1).parsed_data.labels] == ["spec"]
    assert [one.name for one in github.rest.pulls.list("acme", "rag").parsed_data[0].labels] == ["spec"]


def test_at_most_3000_files_are_listed_and_all_are_counted(github, simulator, workshop):
    workshop.branch("huge")
    workshop.commit({f"many/{number}.txt": f"{number}\n" for number in range(3_001)}, branch="huge")
    simulator.open_pull_request("acme/rag", "huge")
    listed = lambda page: github.rest.pulls.list_files("acme", "rag", 1, per_page=100, page=page)  # noqa: E731

    assert github.rest.pulls.get("acme", "rag", 1).parsed_data.changed_files == 3_001
    assert (len(listed(30).parsed_data), listed(31).parsed_data) == (100, [])
    assert 'rel="next"' not in listed(30).headers["Link"]
