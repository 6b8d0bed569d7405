import pytest
from githubkit.exception import RequestFailed
from workshop import content

from app.simulator import PERMISSIONS


def status(call, *arguments, **more):
    with pytest.raises(RequestFailed) as refused:
        call(*arguments, **more)
    return refused.value.response.status_code, refused.value.response.json()["message"]


@pytest.fixture
def second(simulator, workshop):
    return simulator.add_repository("acme/second", workshop.bare)


@pytest.mark.usefixtures("url")
def test_an_installation_is_told_with_its_repositories(simulator, told):
    installation, delivery = simulator.people.install(simulator.store.apps[7], "acme", ["acme/rag"], by="ann")

    assert told() == ["installation.created"]
    assert content(delivery)["installation"]["id"] == installation.id
    assert [one["full_name"] for one in content(delivery)["repositories"]] == ["acme/rag"]
    assert content(delivery)["sender"]["login"] == "ann"


def test_a_suspended_installation_gets_no_token_until_it_is_unsuspended(simulator, app_client, installation, told):
    create = app_client.rest.apps.create_installation_access_token
    simulator.people.suspend(installation, by="acme")

    assert status(create, installation.id) == (403, "This installation has been suspended")
    shown = app_client.rest.apps.get_installation(installation.id).parsed_data
    assert shown.suspended_at is not None
    assert shown.suspended_by.login == "acme"

    simulator.people.unsuspend(installation, by="acme")
    assert create(installation.id).status_code == 201
    assert app_client.rest.apps.get_installation(installation.id).parsed_data.suspended_by is None
    assert told() == ["installation.suspend", "installation.unsuspend"]


def test_a_removed_installation_is_not_found(simulator, app_client, installation):
    simulator.people.uninstall(installation, by="acme")

    create = app_client.rest.apps.create_installation_access_token
    assert status(create, installation.id) == (404, "Not Found")
    assert app_client.rest.apps.list_installations().parsed_data == []


def test_installations_come_in_pages(simulator, app_client):
    for name in ("a", "b", "c"):
        simulator.install(simulator.store.apps[7], name)

    pages = [app_client.rest.apps.list_installations(per_page=2, page=page) for page in (1, 2)]

    assert [[one.account.login for one in page.parsed_data] for page in pages] == [["a", "b"], ["c"]]
    assert 'rel="next"' in pages[0].headers["Link"]


def test_a_repository_that_was_taken_away_is_not_found_with_tokens_that_are_out(
    simulator, github, installation, told, second
):
    assert github.rest.repos.get("acme", second.name).status_code == 200
    delivery = simulator.people.remove_repositories(installation, ["acme/second"], by="acme")

    assert status(github.rest.repos.get, "acme", "second") == (404, "Not Found")
    listed = github.rest.apps.list_repos_accessible_to_installation().parsed_data
    assert [one.full_name for one in listed.repositories] == ["acme/rag"]
    assert told() == ["installation_repositories.removed"]
    # From all to a selection: GitHub's description of the webhook says that the list is empty then.
    assert (content(delivery)["repository_selection"], content(delivery)["repositories_removed"]) == ("selected", [])


@pytest.mark.usefixtures("second")
def test_repositories_are_added_to_a_selection_and_taken_from_it(simulator, github, told, installation):
    installation.repository_ids = {simulator.store.repository("acme/rag").id}
    assert status(github.rest.repos.get, "acme", "second")[0] == 404

    added = simulator.people.add_repositories(installation, ["acme/second"], by="acme")
    assert [one["full_name"] for one in content(added)["repositories_added"]] == ["acme/second"]
    assert github.rest.repos.get("acme", "second").status_code == 200  # with the same token
    removed = simulator.people.remove_repositories(installation, ["acme/rag"], by="acme")

    assert [one["full_name"] for one in content(removed)["repositories_removed"]] == ["acme/rag"]
    assert told() == ["installation_repositories.added", "installation_repositories.removed"]
    assert installation.repository_ids == {simulator.store.repository("acme/second").id}


def test_further_permissions_are_granted(simulator, app_client, installation, told):
    create = app_client.rest.apps.create_installation_access_token
    asked = {"permissions": {"contents": "write"}}
    said = "The permissions requested are not granted to this installation."
    assert status(create, installation.id, data=asked) == (422, said)

    delivery = simulator.people.grant(installation, {"contents": "write"}, by="acme")

    assert create(installation.id, data=asked).parsed_data.permissions.contents == "write"
    assert told() == ["installation.new_permissions_accepted"]
    assert content(delivery)["installation"]["permissions"] == {**PERMISSIONS, "contents": "write"}


def test_the_configuration_of_an_organisation_is_read_from_its_own_repository(simulator, github, workshop):
    simulator.add_repository("acme/.github", workshop.bare)
    workshop.git("checkout", "-q", "main")
    workshop.commit({".github/speckeeper.yml": "version: 1\n"})
    path = "/repos/acme/.github/contents/.github/speckeeper.yml"

    answer = github.request("GET", path, headers={"Accept": "application/vnd.github.raw+json"})

    assert (answer.text, answer.headers["Content-Type"]) == (
        "version: 1\n", "application/vnd.github.raw; charset=utf-8"
    )  # fmt: skip
    assert status(github.rest.repos.get_content, "acme", ".github", "nowhere.yml")[0] == 404
