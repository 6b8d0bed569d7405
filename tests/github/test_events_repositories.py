import pytest
from event_payloads import BASE, BOT, CONFIG, HEAD, NEW, REPOSITORY, a_payload, a_push, an_installation, heard, read

from app.domain.event import Ignored, InstallationEvent, MergeGroupEvent, PushEvent, RepositoryEvent
from app.github.events import BadDelivery

UNTOUCHED = Ignored(reason=f"the push leaves `{CONFIG}` as it was")
ELSEWHERE = Ignored(reason="the push is not to the default branch")


def pushed(**fields):
    return read(a_payload("push", "", **a_push(**fields)), "push")


def a_commit(added=(), modified=(), removed=()):
    return {"id": NEW, "added": list(added), "modified": list(modified), "removed": list(removed)}


def test_a_merge_group_is_told_with_its_branch():
    event = heard("merge_group", "checks_requested", sender=BOT)

    assert isinstance(event, MergeGroupEvent)
    assert (event.head_sha, event.base_sha, event.base_ref) == (HEAD, BASE, "main")


@pytest.mark.parametrize("kind", ["added", "modified", "removed"])
def test_a_push_that_changes_the_configuration_is_told(kind):
    event = pushed(commits=[a_commit(), a_commit(**{kind: ["README.md", CONFIG]})])

    assert isinstance(event, PushEvent)
    assert (event.branch, event.head_sha) == ("main", NEW)


@pytest.mark.parametrize(
    "fields",
    [
        {"commits": []},
        {"commits": [a_commit(modified=["speckeeper.yml", f"docs/{CONFIG}"])]},
        {"commits": [{"id": NEW}]},
    ],
)
def test_a_push_that_leaves_it_is_ignored(fields):
    assert pushed(**fields) == UNTOUCHED


@pytest.mark.parametrize(
    "fields",
    [
        {"commits": [a_commit()] * 2_048},
        {"commits": [a_commit()], "size": 2},
        {"commits": [a_commit(added=[f"{number}.txt" for number in range(3_000)])]},
        {"commits": [], "forced": True},
        {"commits": [], "created": True},
    ],
    ids=["2,048 commits", "more commits than listed", "3,000 files", "forced", "created"],
)
def test_a_push_whose_list_may_be_cut_counts_as_changing_it(fields):
    assert isinstance(pushed(**fields), PushEvent)


@pytest.mark.parametrize("ref", ["refs/heads/dev", "refs/tags/main", "refs/heads/main/x", "main"])
def test_a_push_elsewhere_is_ignored(ref):
    assert pushed(ref=ref) == ELSEWHERE


def test_a_deleted_branch_is_ignored():
    assert pushed(deleted=True, after="0" * 40) == ELSEWHERE


@pytest.mark.parametrize(
    ("action", "previous"), [("renamed", "acme/old"), ("transferred", "initech/rag"), ("deleted", "")]
)
def test_a_repository_is_told_with_its_name_before(action, previous):
    event = heard("repository", action)

    assert isinstance(event, RepositoryEvent)
    assert (event.action, event.repository, event.previous) == (action, "acme/rag", previous)


def test_a_repository_is_told_with_the_user_who_had_it():
    changes = {"owner": {"from": {"user": {"login": "grace", "id": 5}}}}

    assert heard("repository", "transferred", changes=changes).previous == "grace/rag"


@pytest.mark.parametrize("action", ["created", "deleted", "suspend", "unsuspend", "new_permissions_accepted"])
def test_an_installation_is_told(action):
    assert heard("installation", action) == InstallationEvent(
        delivery="a-delivery",
        action=action,
        sender="ada",
        installation_id=1,
        account="acme",
        created_at="2019-05-15T15:19:51Z",
    )


@pytest.mark.parametrize(
    ("created_at", "told"),
    [("2021-02-25T21:04:57.000-08:00", "2021-02-25T21:04:57.000-08:00"), (None, ""), (0, "1970-01-01T00:00:00Z")],
)
def test_an_installation_is_told_with_the_moment_in_either_form(created_at, told):
    assert (
        heard("installation", "created", installation={**an_installation(), "created_at": created_at}).created_at
        == told
    )


@pytest.mark.parametrize("moment", [-1, 2**40, 1.5, [], {}, 10**400])
def test_a_moment_that_cannot_be_read_is_no_reason_to_refuse_the_webhook(moment):
    assert heard("installation", "deleted", installation={**an_installation(), "created_at": moment}).created_at == ""


@pytest.mark.parametrize(("account", "told"), [({"slug": "megacorp", "id": 9}, "megacorp"), (None, "")])
def test_an_enterprise_has_a_slug_and_no_login(account, told):
    assert heard("installation", "created", installation={**an_installation(), "account": account}).account == told


@pytest.mark.parametrize(("action", "removed"), [("added", ()), ("removed", (2,))])
def test_repositories_that_are_taken_away_are_told(action, removed):
    event = heard("installation_repositories", action)

    assert isinstance(event, InstallationEvent)
    assert (event.action, event.removed) == (action, removed)


def test_a_repository_of_an_unusable_name_is_refused():
    with pytest.raises(BadDelivery, match="full_name"):
        heard("repository", "renamed", repository={**REPOSITORY, "full_name": "acme"})
