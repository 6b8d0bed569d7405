import base64
import gzip

import httpx
import pytest
from workshop import Workshop


def basic(token, user="x-access-token"):
    return "Basic " + base64.b64encode(f"{user}:{token}".encode()).decode()


@pytest.fixture
def target(tmp_path, workshop) -> Workshop:
    """An empty bare repository to fetch into."""
    bare = tmp_path / "target.git"
    workshop.git("init", "-q", "--bare", str(bare))
    return Workshop(bare, bare)


def fetch(target, header, *what):
    target.git(
        *("-c", f"http.extraHeader=Authorization: {header}"),
        *("-c", "protocol.version=2", "-c", "credential.helper="),
        *("fetch", "-q", "--no-tags", *what),
    )


def test_base_and_head_are_fetched_shallow_and_filtered(simulator, installation, url, workshop, target):
    workshop.commit({"big.bin": b"\0" * 2_000_000, "small.txt": "small"})
    pull, _ = simulator.open_pull_request("acme/rag", "feature")
    token = simulator.token(installation)

    fetch(
        target,
        basic(token),
        *("--depth=1", "--filter=blob:limit=1m", f"{url}/acme/rag.git", pull.base_sha, pull.head_sha),
    )

    missing = target.git("rev-list", "--objects", "--missing=print", pull.head_sha)
    assert target.git("cat-file", "-p", f"{pull.head_sha}:small.txt") == "small"
    assert [line[0] for line in missing.splitlines()].count("?") == 1
    assert target.git("diff", "--raw", pull.base_sha, pull.head_sha).count("\n") == 3
    assert [(one.method, one.route, one.status) for one in simulator.requests][:2] == [
        ("GET", "/acme/rag.git/info/refs", 200),
        ("POST", "/acme/rag.git/git-upload-pack", 200),
    ]


def test_the_head_of_a_forks_pull_request_is_fetched_from_the_base(simulator, installation, url, fork, target):
    fork.commit({}, "fork only")
    pull, _ = simulator.open_pull_request("acme/rag", "feature", author="eve", head_repository="eve/rag")

    fetch(target, basic(simulator.token(installation)), f"{url}/acme/rag.git", "refs/pull/1/head")

    assert target.git("rev-parse", "FETCH_HEAD") == pull.head_sha


def test_a_whole_clone_works_with_the_old_protocol_too(simulator, installation, url, workshop, tmp_path):
    header = basic(simulator.token(installation))
    workshop.git(
        *("-c", f"http.extraHeader=Authorization: {header}", "-c", "protocol.version=0"),
        *("clone", "-q", f"{url}/acme/rag.git", str(tmp_path / "clone")),
    )

    assert (tmp_path / "clone" / "app" / "core.py").exists()


REFS = "/acme/rag.git/info/refs?service=git-upload-pack"


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer x"}, 401),
        ({"Authorization": basic("ghs_nonsense")}, 401),
        ({"Authorization": "Basic %%%"}, 401),
    ],
)
def test_no_token_and_a_wrong_token_are_refused(url, header, status):
    answer = httpx.get(url + REFS, headers=header)

    assert answer.status_code == status
    assert answer.headers["www-authenticate"] == 'Basic realm="GitHub"'


def test_another_user_than_x_access_token_is_refused(simulator, installation, url):
    header = {"Authorization": basic(simulator.token(installation), "git")}

    assert httpx.get(url + REFS, headers=header).status_code == 401


def test_reading_needs_contents(simulator, installation, url):
    header = {"Authorization": basic(simulator.token(installation, {"checks": "write"}))}

    assert httpx.get(url + REFS, headers=header).status_code == 403


def test_repositories_outside_the_token_are_not_found(simulator, installation, url, workshop):
    simulator.add_repository("rival/secret", workshop.bare)
    header = {"Authorization": basic(simulator.token(installation))}

    for name in ("rival/secret", "acme/nowhere"):
        answer = httpx.get(f"{url}/{name}.git/info/refs?service=git-upload-pack", headers=header)
        assert answer.status_code == 404


def test_pushing_is_refused(simulator, installation, url):
    header = {"Authorization": basic(simulator.token(installation))}

    assert httpx.get(f"{url}/acme/rag.git/info/refs?service=git-receive-pack", headers=header).status_code == 403
    assert httpx.post(f"{url}/acme/rag.git/git-receive-pack", headers=header).status_code == 403


def test_a_compressed_request_is_understood_and_a_broken_one_refused(simulator, installation, url):
    header = {
        "Authorization": basic(simulator.token(installation)),
        "Content-Encoding": "gzip",
        "Git-Protocol": "version=2",
        "Content-Type": "application/x-git-upload-pack-request",
    }
    request = b"0014command=ls-refs\n00010014ref-prefix refs/0000"
    path = f"{url}/acme/rag.git/git-upload-pack"

    answer = httpx.post(path, content=gzip.compress(request), headers=header)
    assert b"refs/heads/feature" in answer.content
    assert httpx.post(path, content=b"no gzip", headers=header).status_code == 400


def test_an_outage_reaches_git(simulator, installation, url, target):
    simulator.fail_next("GET", "/info/refs", 502)

    with pytest.raises(AssertionError, match="502"):
        fetch(target, basic(simulator.token(installation)), f"{url}/acme/rag.git", "main")
    fetch(target, basic(simulator.token(installation)), f"{url}/acme/rag.git", "main")


def test_hooks_and_configuration_of_the_served_repository_do_not_run(simulator, installation, url, workshop, target):
    trace, script = workshop.bare.parent / "ran", workshop.bare.parent / "evil.sh"
    script.write_text(f'#!/bin/sh\ntouch {trace}\nexec "$@"\n')
    script.chmod(0o755)
    workshop.git("config", "uploadpack.packObjectsHook", str(script), cwd=workshop.bare)

    fetch(target, basic(simulator.token(installation)), f"{url}/acme/rag.git", "main")

    assert not trace.exists()
