import hashlib
import hmac
import socket

import pytest
from githubkit.exception import RequestFailed
from workshop import SECRET, content

pytestmark = pytest.mark.usefixtures("told")


def events(simulator):
    return [f"{one.event}.{one.action}" if one.action else one.event for one in simulator.deliveries]


def finding(github):
    github.rest.pulls.create_review(
        "acme", "rag", 1, body="b", event="COMMENT", comments=[{"path": "app/core.py", "body": "c", "line": 20}]
    )


@pytest.mark.usefixtures("installation", "url")
def test_a_webhook_is_signed_and_has_githubs_headers(simulator, receiver):
    _, delivery = simulator.open_pull_request("acme/rag", "feature", author="ann")

    first = receiver.received[0]
    signature = hmac.new(SECRET.encode(), first.body, hashlib.sha256).hexdigest()
    assert first.headers["X-Hub-Signature-256"] == f"sha256={signature}"
    assert first.headers["X-GitHub-Event"] == "pull_request"
    assert first.headers["X-GitHub-Delivery"] == delivery.guid
    assert first.headers["X-GitHub-Hook-Installation-Target-ID"] == "7"
    assert first.headers["X-GitHub-Hook-Installation-Target-Type"] == "integration"
    assert first.headers["User-Agent"].startswith("GitHub-Hookshot/")
    assert first.headers["Content-Type"] == "application/json"
    assert first.body == delivery.payload


@pytest.mark.usefixtures("url")
def test_a_webhook_names_installation_repository_and_sender(simulator, installation):
    pull, delivery = simulator.open_pull_request("acme/rag", "feature", author="ann", draft=True)

    sent = content(delivery)
    assert (sent["action"], sent["number"], sent["sender"]["login"]) == ("opened", 1, "ann")
    assert (sent["installation"]["id"], sent["repository"]["full_name"]) == (installation.id, "acme/rag")
    assert (sent["pull_request"]["head"]["sha"], sent["pull_request"]["draft"]) == (pull.head_sha, True)


@pytest.mark.usefixtures("pull")
def test_opening_asks_for_checks(simulator):
    assert events(simulator) == ["pull_request.opened", "check_suite.requested"]


def test_a_push_tells_before_and_after(simulator, pull, workshop):
    old = pull.head_sha
    sha = workshop.commit({"more.txt": "more"})
    delivery = simulator.push("acme/rag", 1)

    assert events(simulator)[2:] == ["pull_request.synchronize", "push", "check_suite.requested"]
    assert (content(delivery)["before"], content(delivery)["after"]) == (old, sha)
    push = content(simulator.deliveries[3])
    assert (push["ref"], push["forced"], [one["id"] for one in push["commits"]]) == ("refs/heads/feature", False, [sha])


@pytest.mark.usefixtures("pull")
def test_a_force_push_is_forced(simulator, workshop):
    workshop.branch("feature")
    workshop.commit({"other.txt": "other"})
    simulator.push("acme/rag", 1)

    assert content(simulator.deliveries[3])["forced"] is True


@pytest.mark.usefixtures("installation", "url")
def test_a_push_to_a_fork_asks_for_no_checks(simulator, fork):
    simulator.open_pull_request("acme/rag", "feature", author="eve", head_repository="eve/rag")
    fork.commit({}, "more")
    simulator.push("acme/rag", 1)

    assert events(simulator) == ["pull_request.opened", "pull_request.synchronize"]


def test_every_step_in_the_life_of_a_pull_request_is_told(simulator, pull, workshop):
    workshop.branch("release")
    workshop.commit({"release.txt": "1"})
    people = simulator.people
    people.convert_to_draft("acme/rag", 1)
    people.mark_ready("acme/rag", 1)
    edited = people.edit("acme/rag", 1, title="New", body="New body", base="release")
    people.label("acme/rag", 1, "spec")
    people.unlabel("acme/rag", 1, "spec")
    people.close("acme/rag", 1, by="bob")
    people.reopen("acme/rag", 1)

    assert events(simulator)[2:] == [
        "pull_request.converted_to_draft",
        "pull_request.ready_for_review",
        "pull_request.edited",
        "pull_request.labeled",
        "pull_request.unlabeled",
        "pull_request.closed",
        "pull_request.reopened",
    ]
    changes = content(edited)["changes"]
    assert (changes["title"]["from"], changes["body"]["from"]) == ("Add T001", "Body")
    assert (changes["base"]["ref"]["from"], pull.base_ref) == ("main", "release")


def test_the_apps_own_writes_are_told_too_with_its_bot_as_sender(simulator, github, pull):
    run = github.rest.checks.create("acme", "rag", name="n", head_sha=pull.head_sha).parsed_data
    github.rest.checks.update("acme", "rag", run.id, status="completed", conclusion="success")
    github.rest.issues.create_comment("acme", "rag", 1, body="hello")
    finding(github)
    simulator.settle()

    assert events(simulator)[2:] == [
        "check_run.created",
        "check_run.completed",
        "issue_comment.created",
        "pull_request_review_comment.created",
    ]
    assert {content(one)["sender"]["login"] for one in simulator.deliveries[2:]} == {"speckeeper[bot]"}
    assert all(one.succeeded for one in simulator.deliveries)


@pytest.mark.usefixtures("pull")
def test_people_comment_edit_and_delete(simulator):
    comment, created = simulator.people.comment("acme/rag", 1, "/spec verify", by="bob")
    edited = simulator.people.edit_comment(comment, "/spec help", by="ann")
    simulator.people.delete_comment(comment)

    assert events(simulator)[2:] == ["issue_comment.created", "issue_comment.edited", "issue_comment.deleted"]
    assert content(created)["comment"]["body"] == "/spec verify"
    assert content(created)["issue"]["pull_request"]["url"].endswith("/pulls/1")
    assert content(edited)["changes"]["body"]["from"] == "/spec verify"
    assert (content(edited)["sender"]["login"], content(edited)["comment"]["user"]["login"]) == ("ann", "bob")


@pytest.mark.usefixtures("pull")
def test_people_answer_and_resolve_threads(simulator, github):
    finding(github)
    (first,) = simulator.store.review_comments.values()
    reply, _ = simulator.people.reply(first, "why?", by="ann")
    simulator.people.edit_review_comment(reply, "why then?")
    simulator.people.resolve(first, by="ann")
    simulator.people.unresolve(first, by="ann")
    simulator.people.delete_review_comment(reply)

    assert events(simulator)[3:] == [
        "pull_request_review_comment.created",
        "pull_request_review_comment.edited",
        "pull_request_review_thread.resolved",
        "pull_request_review_thread.unresolved",
        "pull_request_review_comment.deleted",
    ]


def test_buttons_of_a_check_run_are_told_to_its_app(simulator, github, pull):
    run = github.rest.checks.create(
        "acme",
        "rag",
        name="n",
        head_sha=pull.head_sha,
        status="completed",
        conclusion="failure",
        actions=[{"label": "Again", "description": "Review again", "identifier": "again"}],
    ).parsed_data
    again = simulator.people.rerequest(run.id, by="bob")
    pressed = simulator.people.press(run.id, "again", by="bob")
    suite = simulator.people.rerequest_suite(run.check_suite.id, by="bob")

    assert [one.action for one in (again, pressed, suite)] == ["rerequested", "requested_action", "rerequested"]
    assert content(again)["check_run"]["id"] == run.id
    assert content(pressed)["requested_action"] == {"identifier": "again"}
    with pytest.raises(ValueError, match="has no action `nothing`"):
        simulator.people.press(run.id, "nothing", by="bob")


@pytest.mark.usefixtures("pull")
def test_a_merge_group_is_one_commit_of_all(simulator, workshop):
    workshop.branch("second")
    workshop.commit({"second.txt": "2"})
    simulator.open_pull_request("acme/rag", "second")
    delivery = simulator.people.queue("acme/rag", [1, 2], by="bob")

    group = content(delivery)["merge_group"]
    assert delivery.action == "checks_requested"
    assert group["base_sha"] == workshop.git("rev-parse", "main")
    names = workshop.git("ls-tree", "-r", "--name-only", group["head_sha"], cwd=workshop.bare).split()
    assert names == ["README.md", "app/core.py", "app/new.py", "second.txt"]
    assert workshop.git("rev-parse", group["head_ref"], cwd=workshop.bare) == group["head_sha"]


@pytest.mark.usefixtures("pull")
def test_queueing_asks_once_for_checks_of_the_whole_group_and_tells_of_each_pull_request(simulator, workshop):
    workshop.branch("second")
    workshop.commit({"second.txt": "2"})
    simulator.open_pull_request("acme/rag", "second")
    before = len(simulator.deliveries)

    asked = simulator.people.queue("acme/rag", [1, 2], by="bob")

    assert events(simulator)[before:] == [
        "merge_group.checks_requested", "check_suite.requested", "pull_request.enqueued", "pull_request.enqueued"
    ]  # fmt: skip
    entries = list(simulator.store.queue.values())
    assert content(asked)["merge_group"]["head_sha"] == entries[-1].head_sha
    assert entries[1].base_sha == entries[0].head_sha


@pytest.mark.usefixtures("pull")
def test_an_emptied_queue_destroys_its_groups(simulator, workshop):
    asked = simulator.people.queue("acme/rag", [1], by="bob")
    before = len(simulator.deliveries)

    gone = simulator.people.clear_queue("acme/rag", by="bob")

    assert events(simulator)[before:] == ["merge_group.destroyed", "pull_request.dequeued"]
    assert (content(gone)["reason"], content(gone)["merge_group"]) == ("dequeued", content(asked)["merge_group"])
    assert not simulator.store.queue
    assert "gh-readonly-queue" not in workshop.git("branch", "--list", cwd=workshop.bare)


@pytest.mark.usefixtures("url")
def test_installations_are_told_about(simulator, installation):
    simulator.people.suspend(installation, by="acme")
    delivery = simulator.people.uninstall(installation, by="acme")

    assert events(simulator) == ["installation.suspend", "installation.deleted"]
    assert [one["full_name"] for one in content(delivery)["repositories"]] == ["acme/rag"]


@pytest.mark.usefixtures("installation", "url")
def test_a_push_to_a_branch_is_told(simulator, workshop):
    workshop.git("checkout", "-q", "main")
    before = workshop.git("rev-parse", "main")
    after = workshop.commit({".github/speckeeper.yml": "version: 1\n"})
    delivery = simulator.people.push_branch("acme/rag", "main", by="ann", before=before)

    assert (content(delivery)["ref"], content(delivery)["after"]) == ("refs/heads/main", after)


@pytest.mark.usefixtures("url", "workshop")
def test_events_without_a_subscription_are_not_sent(simulator):
    app = simulator.store.apps[7]
    app.events, app.permissions = ("push",), {"checks": "read"}
    simulator.install(app, "acme")
    _, delivery = simulator.open_pull_request("acme/rag", "feature")

    assert (delivery, simulator.deliveries) == (None, [])


@pytest.mark.usefixtures("installation", "url")
def test_a_failed_delivery_is_logged_and_delivered_again_with_the_same_id(simulator, receiver):
    receiver.status = 500
    _, delivery = simulator.open_pull_request("acme/rag", "feature")
    assert ([one.status_code for one in delivery.attempts], delivery.succeeded) == ([500], False)

    receiver.status = 202
    simulator.redeliver(delivery.guid)

    assert [(one.status_code, one.redelivery) for one in delivery.attempts] == [(500, False), (202, True)]
    assert delivery.succeeded
    ids = [one.headers["X-GitHub-Delivery"] for one in receiver.received]
    assert ids.count(delivery.guid) == 2


@pytest.mark.usefixtures("installation", "url")
def test_nobody_listening_is_a_failed_delivery(simulator):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        simulator.store.apps[7].webhook_url = f"http://127.0.0.1:{free.getsockname()[1]}/hook"
    _, delivery = simulator.open_pull_request("acme/rag", "feature")

    assert [(one.status_code, one.status) for one in delivery.attempts] == [(0, "failed to connect to host")]


@pytest.mark.usefixtures("installation", "url")
def test_a_receiver_that_hangs_up_is_a_failed_delivery(simulator, receiver):
    receiver.status = 0
    _, delivery = simulator.open_pull_request("acme/rag", "feature")

    assert delivery.attempts[0].status_code == 0


@pytest.mark.usefixtures("installation", "url")
def test_a_receiver_that_does_not_answer_in_time_is_a_failed_delivery(simulator, monkeypatch):
    monkeypatch.setattr("app.simulator.webhooks.TIMEOUT", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        simulator.store.apps[7].webhook_url = f"http://127.0.0.1:{silent.getsockname()[1]}/hook"
        _, delivery = simulator.open_pull_request("acme/rag", "feature")

    assert (delivery.attempts[0].status_code, delivery.attempts[0].status) == (0, "timed out")


@pytest.mark.usefixtures("pull")
def test_the_app_reads_its_log_of_deliveries_and_asks_for_another_try(simulator, app_client, receiver):
    receiver.status = 500
    simulator.people.close("acme/rag", 1)
    receiver.status = 202

    (failed,) = app_client.rest.apps.list_webhook_deliveries(status="failure").parsed_data
    assert (failed.event, failed.action, failed.status_code) == ("pull_request", "closed", 500)
    whole = app_client.rest.apps.get_webhook_delivery(failed.id).parsed_data
    assert whole.guid == failed.guid
    assert app_client.rest.apps.redeliver_webhook_delivery(failed.id).status_code == 202
    simulator.settle()

    newest = app_client.rest.apps.list_webhook_deliveries().parsed_data[0]
    assert (newest.guid, newest.redelivery, newest.status_code) == (failed.guid, True, 202)


@pytest.mark.usefixtures("pull")
def test_the_log_of_deliveries_has_pages(simulator, app_client):
    for number in range(3):
        simulator.people.comment("acme/rag", 1, f"{number}")

    first = app_client.rest.apps.list_webhook_deliveries(per_page=2)
    cursor = first.headers["Link"].split("cursor=")[1].split(">")[0]
    second = app_client.rest.apps.list_webhook_deliveries(per_page=9, cursor=cursor)

    guids = [one.guid for one in first.parsed_data] + [one.guid for one in second.parsed_data]
    assert guids == [one.guid for one in reversed(simulator.deliveries)]
    assert "Link" not in second.headers


@pytest.mark.usefixtures("pull")
def test_a_delivery_that_is_not_there_is_not_found(app_client):
    with pytest.raises(RequestFailed) as refused:
        app_client.rest.apps.redeliver_webhook_delivery(1)

    assert refused.value.response.status_code == 404
