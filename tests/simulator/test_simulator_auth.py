import time
from datetime import UTC, datetime, timedelta

import httpx
import jwt
import pytest
from githubkit.exception import RequestFailed
from workshop import as_app

from app.simulator import PERMISSIONS


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def signed(keys, **claims):
    now = int(time.time())
    return jwt.encode({"iss": "7", "iat": now - 60, "exp": now + 300, **claims}, keys.private, algorithm="RS256")


@pytest.mark.usefixtures("installation")
def test_the_app_is_known_by_its_json_web_token(app_client):
    app = app_client.rest.apps.get_authenticated().parsed_data

    assert (app.id, app.slug, app.installations_count) == (7, "speckeeper", 1)


def test_the_client_id_is_an_issuer_too(url, keys, simulator):
    token = signed(keys, iss=simulator.store.apps[7].client_id)

    assert httpx.get(f"{url}/app", headers=bearer(token)).status_code == 200


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"exp": int(time.time()) - 1}, "must be a numeric value"),
        ({"exp": int(time.time()) + 3600}, "too far in the future"),
        ({"iat": int(time.time()) + 3600}, "'Issued at' claim"),
        ({"iss": "99"}, "'Issuer' claim"),
    ],
)
def test_a_json_web_token_with_a_wrong_claim_is_refused_in_githubs_words(url, keys, claims, said):
    answer = httpx.get(f"{url}/app", headers=bearer(signed(keys, **claims)))

    assert answer.status_code == 401
    assert said in answer.json()["message"]


def test_a_json_web_token_signed_with_another_key_is_refused(url, other_keys):
    answer = httpx.get(f"{url}/app", headers=bearer(signed(other_keys)))

    assert (answer.status_code, answer.json()["message"]) == (401, "A JSON web token could not be decoded")


def test_a_symmetric_signature_with_the_public_key_is_refused(url, keys):
    header, payload = signed(keys).split(".")[:2]
    answer = httpx.get(f"{url}/app", headers=bearer(f"{header}.{payload}.AAAA"))

    assert answer.status_code == 401


def test_an_installation_token_has_the_new_form_and_lasts_one_hour(app_client, installation):
    answer = app_client.rest.apps.create_installation_access_token(installation.id).parsed_data

    ends = datetime.strptime(answer.expires_at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert answer.token.startswith("ghs_7_")
    assert len(answer.token) > 100
    assert timedelta(minutes=59) < ends - datetime.now(UTC) <= timedelta(hours=1)
    assert answer.repository_selection == "all"
    assert answer.permissions.checks == "write"


def test_a_token_is_narrowed_to_repositories(simulator, app_client, installation, workshop):
    simulator.add_repository("acme/other", workshop.bare)
    auth = app_client.auth.as_installation(installation.id, repositories=["other"])
    client = app_client.with_auth(auth)

    assert client.rest.repos.get("acme", "other").status_code == 200
    with pytest.raises(RequestFailed) as refused:
        client.rest.repos.get("acme", "rag")
    assert refused.value.response.status_code == 404
    listed = client.rest.apps.list_repos_accessible_to_installation().parsed_data
    assert [one.full_name for one in listed.repositories] == ["acme/other"]


def test_a_token_narrowed_by_repository_id_says_which(simulator, app_client, installation):
    number = simulator.store.repository("acme/rag").id
    answer = app_client.rest.apps.create_installation_access_token(installation.id, repository_ids=[number]).parsed_data

    assert [one.full_name for one in answer.repositories] == ["acme/rag"]
    assert answer.repository_selection == "selected"


def test_a_token_for_a_repository_outside_the_installation_is_refused(app_client, installation):
    with pytest.raises(RequestFailed) as refused:
        app_client.rest.apps.create_installation_access_token(installation.id, repositories=["nowhere"])

    assert refused.value.response.status_code == 422
    assert "at least one repository that does not exist" in refused.value.response.json()["message"]


def test_a_permission_that_was_not_granted_cannot_be_asked_for(app_client, installation):
    with pytest.raises(RequestFailed) as refused:
        app_client.rest.apps.create_installation_access_token(installation.id, permissions={"contents": "write"})

    assert refused.value.response.status_code == 422
    assert "not granted to this installation" in refused.value.response.json()["message"]


def test_the_installation_of_another_app_does_not_exist(simulator, url, installation, other_keys):
    simulator.add_app(other_keys.public, slug="other", app_id=8)
    with as_app(url, other_keys, 8) as other, pytest.raises(RequestFailed) as refused:
        other.rest.apps.create_installation_access_token(installation.id)

    assert refused.value.response.status_code == 404


def test_installations_are_listed_and_found_by_repository(app_client, installation):
    listed = app_client.rest.apps.list_installations().parsed_data
    found = app_client.rest.apps.get_repo_installation("acme", "rag").parsed_data
    one = app_client.rest.apps.get_installation(installation.id).parsed_data

    assert [each.id for each in listed] == [installation.id] == [found.id] == [one.id]
    assert found.permissions.pull_requests == "write"


@pytest.mark.parametrize("path", ["/repos/acme/rag", "/repos/acme/rag/pulls/1", "/installation/repositories"])
@pytest.mark.usefixtures("installation")
def test_a_made_up_token_is_bad_credentials(url, path):
    answer = httpx.get(url + path, headers=bearer("ghs_7_nonsense"))

    assert (answer.status_code, answer.json()["message"]) == (401, "Bad credentials")


def test_no_token_at_all_requires_authentication(url):
    answer = httpx.get(f"{url}/repos/acme/rag")

    assert (answer.status_code, answer.json()["message"]) == (401, "Requires authentication")


def test_expired_tokens_open_nothing(github, simulator):
    assert github.rest.repos.get("acme", "rag").status_code == 200
    simulator.expire_tokens()

    with pytest.raises(RequestFailed) as refused:
        github.rest.repos.get("acme", "rag")
    assert refused.value.response.status_code == 401


def test_a_token_expires_by_the_clock(simulator, url, installation):
    token = simulator.token(installation)
    later = datetime.now(UTC) + timedelta(minutes=61)
    assert httpx.get(f"{url}/repos/acme/rag", headers=bearer(token)).status_code == 200

    simulator.store.clock = lambda: later

    assert httpx.get(f"{url}/repos/acme/rag", headers=bearer(token)).status_code == 401


def test_a_suspended_installation_opens_nothing(simulator, url, installation):
    token = simulator.token(installation)
    simulator.people.suspend(installation, by="acme")

    answer = httpx.get(f"{url}/repos/acme/rag", headers=bearer(token))
    assert (answer.status_code, answer.json()["message"]) == (403, "This installation has been suspended")


def test_the_tokens_of_a_removed_installation_open_nothing(simulator, url, installation):
    token = simulator.token(installation)
    simulator.people.uninstall(installation, by="acme")

    assert httpx.get(f"{url}/repos/acme/rag", headers=bearer(token)).status_code == 401


def test_an_unknown_repository_and_one_of_another_account_are_both_not_found(simulator, github, workshop):
    simulator.add_repository("rival/secret", workshop.bare)

    for name in (("acme", "nowhere"), ("rival", "secret")):
        with pytest.raises(RequestFailed) as refused:
            github.rest.repos.get(*name)
        assert refused.value.response.status_code == 404
        assert refused.value.response.json()["message"] == "Not Found"


CALLS = [
    ("checks", lambda rest, sha: rest.checks.create("acme", "rag", name="n", head_sha=sha)),
    ("checks", lambda rest, sha: rest.checks.list_for_ref("acme", "rag", sha)),
    ("pull_requests", lambda rest, _: rest.pulls.get("acme", "rag", 1)),
    ("pull_requests", lambda rest, _: rest.pulls.list_files("acme", "rag", 1)),
    ("pull_requests", lambda rest, _: rest.pulls.create_review("acme", "rag", 1, body="b", event="COMMENT")),
    ("contents", lambda rest, _: rest.repos.compare_commits("acme", "rag", "main...feature")),
    ("contents", lambda rest, _: rest.repos.get_content("acme", "rag", "README.md")),
    ("issues", lambda rest, _: rest.issues.list_comments("acme", "rag", 1)),
    ("issues", lambda rest, _: rest.issues.create_comment("acme", "rag", 1, body="hello")),
]


@pytest.mark.parametrize(("permission", "call"), CALLS)
def test_a_missing_permission_is_not_accessible_by_integration(narrowed, pull, permission, call):
    left = {name: level for name, level in PERMISSIONS.items() if name != permission}
    if permission == "issues":
        del left["pull_requests"]  # either of the two opens comments

    client = narrowed(**left)
    with pytest.raises(RequestFailed) as refused:
        call(client.rest, pull.head_sha)

    assert refused.value.response.status_code == 403
    assert refused.value.response.json()["message"] == "Resource not accessible by integration"


def test_reading_does_not_allow_writing(narrowed, pull):
    client = narrowed(checks="read")

    assert client.rest.checks.list_for_ref("acme", "rag", pull.head_sha).parsed_data.total_count == 0
    with pytest.raises(RequestFailed) as refused:
        client.rest.checks.create("acme", "rag", name="n", head_sha=pull.head_sha)
    assert refused.value.response.status_code == 403
