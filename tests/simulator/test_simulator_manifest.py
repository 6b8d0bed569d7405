import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest
from githubkit import AppAuthStrategy, GitHub

MANIFEST = {
    "name": "Spec Keeper of Acme",
    "url": "https://speckeeper.example",
    "hook_attributes": {"url": "http://127.0.0.1:8000/webhooks/github"},
    "redirect_url": "http://127.0.0.1:9000/setup/done",
    "public": False,
    "default_permissions": {"checks": "write", "contents": "read", "pull_requests": "write", "issues": "none"},
    "default_events": ["check_run", "pull_request", "repository"],
}


def code_of(address):
    return parse_qs(urlsplit(address).query)["code"][0]


def convert(url, code):
    return httpx.post(f"{url}/api/v3/app-manifests/{code}/conversions", trust_env=False)


def post(url, manifest, page="/settings/apps/new", state="s1"):
    form = {"manifest": manifest if isinstance(manifest, str) else json.dumps(manifest)}
    return httpx.post(f"{url}{page}", params={"state": state}, data=form, trust_env=False)


def test_a_manifest_becomes_an_app_that_works(simulator, url):
    address = simulator.people.create_app(json.dumps(MANIFEST), "s 1", by="ann")

    assert address.startswith("http://127.0.0.1:9000/setup/done?code=")
    assert parse_qs(urlsplit(address).query)["state"] == ["s 1"]
    answer = convert(url, code_of(address))
    told = answer.json()
    assert (answer.status_code, told["slug"], told["owner"]["login"]) == (201, "spec-keeper-of-acme", "ann")
    assert told["permissions"] == {
        "metadata": "read", "checks": "write", "contents": "read", "pull_requests": "write"
    }  # fmt: skip
    assert told["events"] == MANIFEST["default_events"]
    assert told["html_url"] == f"{url}/apps/spec-keeper-of-acme"
    assert told["pem"].startswith("-----BEGIN RSA PRIVATE KEY-----")
    app = simulator.store.apps[told["id"]]
    assert (app.webhook_url, app.webhook_secret) == (MANIFEST["hook_attributes"]["url"], told["webhook_secret"])
    assert told["client_id"] != told["client_secret"]

    installation = simulator.install(app, "acme")
    with GitHub(AppAuthStrategy(told["id"], told["pem"]), base_url=f"{url}/api/v3", http_cache=False) as client:
        assert client.rest.apps.get_authenticated().parsed_data.slug == told["slug"]
        token = client.rest.apps.create_installation_access_token(installation.id).parsed_data
    assert token.permissions.checks == "write"


def test_a_code_works_once(simulator, url):
    code = code_of(simulator.people.create_app(json.dumps(MANIFEST), "", by="ann"))

    assert [convert(url, code).status_code for _ in range(2)] == [201, 404]
    assert convert(url, "made-up").status_code == 404


@pytest.mark.parametrize(("minutes", "status"), [(59, 201), (60, 404)])
def test_a_code_lives_for_an_hour(simulator, url, minutes, status):
    code = code_of(simulator.people.create_app(json.dumps(MANIFEST), "", by="ann"))
    later = datetime.now(UTC) + timedelta(minutes=minutes)
    simulator.store.clock = lambda: later

    assert convert(url, code).status_code == status


def test_the_page_leads_the_browser_back_with_code_and_state(simulator, url):
    answer = post(url, MANIFEST)

    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert (answer.status_code, query["state"]) == (302, ["s1"])
    told = convert(url, query["code"][0]).json()
    assert told["owner"]["login"] == simulator.store.visitor


def test_the_page_of_an_organisation_makes_an_app_of_the_organisation(url):
    answer = post(url, MANIFEST, "/organizations/acme/settings/apps/new")

    assert convert(url, code_of(answer.headers["Location"])).json()["owner"]["login"] == "acme"
    assert post(url, MANIFEST, "/organizations/ann/settings/apps/new").status_code == 404


def test_an_app_of_an_organisation_belongs_to_it(simulator, url):
    address = simulator.people.create_app(json.dumps(MANIFEST), "", by="ann", organisation="acme")

    assert convert(url, code_of(address)).json()["owner"]["type"] == "Organization"
    with pytest.raises(ValueError, match="`ann` is no organisation"):
        simulator.people.create_app(json.dumps({**MANIFEST, "name": "Other"}), "", by="ann", organisation="ann")


def test_a_redirect_address_keeps_its_own_query(simulator):
    address = simulator.people.create_app(
        json.dumps({**MANIFEST, "redirect_url": "http://x.example/a?b=1"}), "s", "ann"
    )

    assert address.startswith("http://x.example/a?b=1&code=")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": None}, "name"),
        ({"name": "x" * 35}, "name"),
        ({"url": "speckeeper"}, "url"),
        ({"url": None}, "url"),
        ({"redirect_url": None}, "redirect_url"),
        ({"redirect_url": "ftp://x.example"}, "redirect_url"),
        ({"hook_attributes": {}}, "hook_attributes.url"),
        ({"hook_attributes": None}, "hook_attributes"),
        ({"callback_urls": ["https://x.example"] * 11}, "callback_urls"),
        ({"default_permissions": {"checks": "all"}}, "default_permissions.checks"),
        ({"default_events": ["merge_group"]}, "Default events unsupported: merge_group"),
        ({"default_events": ["installation"]}, "Default events unsupported: installation"),
    ],
)
def test_a_manifest_that_github_does_not_take_makes_no_app(simulator, url, changed, said):
    manifest = {name: value for name, value in {**MANIFEST, **changed}.items() if value is not None}
    answer = post(url, manifest)

    assert answer.status_code == 422
    assert f"does not appear to be a valid GitHub App manifest. {said}" in answer.text
    assert list(simulator.store.apps) == [7]
    with pytest.raises(ValueError, match="does not appear to be a valid GitHub App manifest"):
        simulator.people.create_app(json.dumps(manifest), "", by="ann")


@pytest.mark.parametrize("manifest", ["", "no json", "[]"])
def test_a_form_without_a_manifest_makes_no_app(simulator, url, manifest):
    assert post(url, manifest).status_code == 422
    assert list(simulator.store.apps) == [7]


def test_a_name_is_taken_once(simulator, url):
    simulator.people.create_app(json.dumps(MANIFEST), "", by="ann")

    assert "Name is already taken" in post(url, {**MANIFEST, "name": "spec keeper of ACME"}).text


def test_a_key_is_made_for_each_app(simulator, url):
    names = [{**MANIFEST, "name": f"Keeper {number}"} for number in (1, 2)]
    told = [convert(url, code_of(simulator.people.create_app(json.dumps(one), "", "ann"))).json() for one in names]

    claims = {"iss": str(told[0]["id"]), "iat": int(datetime.now(UTC).timestamp()), "exp": 2**31}
    forged = jwt.encode({**claims, "exp": claims["iat"] + 300}, told[1]["pem"], algorithm="RS256")
    answer = httpx.get(f"{url}/app", headers={"Authorization": f"Bearer {forged}"}, trust_env=False)
    assert answer.status_code == 401
