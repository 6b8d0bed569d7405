"""The App's own side of GitHub: its log of deliveries, and what lies open where it is installed."""

import pytest
from fakes.forge import REPOSITORY

from app.domain.forge import Installation


@pytest.fixture
def installations(api):
    from app.github.installations import GitHubInstallations

    return GitHubInstallations(api)


async def test_a_delivery_that_nobody_took_is_found_and_delivered_again(forge, installations):
    forge.app.webhook_url = "http://127.0.0.1:9/nobody"
    forge.pull_request()
    failed = await installations.failed_deliveries(0)
    assert [one.event for one in failed if one.event == "pull_request"] == ["pull_request"]
    wanted = next(one for one in failed if one.event == "pull_request")

    await installations.redeliver(wanted.id)
    forge.simulator.settle()

    again = next(one for one in await installations.failed_deliveries(0) if one.guid == wanted.guid)
    assert (again.attempts, again.id != wanted.id) == (2, True)


async def test_a_delivery_that_was_taken_in_the_end_did_not_fail(forge, installations):
    forge.app.webhook_url = "http://127.0.0.1:9/nobody"
    forge.pull_request()
    before = {one.guid for one in await installations.failed_deliveries(0)}
    with taking() as url:
        forge.app.webhook_url = url
        for one in await installations.failed_deliveries(0):
            await installations.redeliver(one.id)
        forge.simulator.settle()

    assert before
    assert await installations.failed_deliveries(0) == ()


async def test_old_deliveries_are_left_alone(forge, installations):
    forge.app.webhook_url = "http://127.0.0.1:9/nobody"
    forge.pull_request()

    assert await installations.failed_deliveries(4_000_000_000) == ()


async def test_the_open_pull_requests_of_an_installation_are_listed(forge, installations):
    pull = forge.pull_request()
    closed = forge.pull_request()
    forge.simulator.people.close(REPOSITORY, closed.number)

    (installation,) = await installations.installations()
    found = await installations.open_pulls(installation, 0)

    assert installation.id == forge.installation.id
    assert [(one.number, one.head_sha, one.repository_id) for one in found] == [
        (pull.number, pull.head_sha, forge.repository.id)
    ]
    assert await installations.open_pulls(installation, 4_000_000_000) == ()


async def test_a_suspended_installation_is_not_listed(forge, installations):
    forge.simulator.people.suspend(forge.installation, "acme")

    assert await installations.installations() == ()


async def test_an_outage_is_told(forge, installations):
    from app.ports import Unavailable

    forge.simulator.fail_next("GET", "/app/hook/deliveries", 502, times=5)
    with pytest.raises(Unavailable):
        await installations.failed_deliveries(0)

    forge.simulator.fail_next("GET", "/installation/repositories", 502, times=5)
    with pytest.raises(Unavailable):
        await installations.open_pulls(Installation(id=forge.installation.id, account="acme"), 0)


def taking():
    """An address that takes every webhook."""
    import threading
    from contextlib import contextmanager
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(202)
            self.end_headers()

        def log_message(self, *_):
            """Nothing to say."""

    @contextmanager
    def running():
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield url
        finally:
            server.shutdown()
            server.server_close()
            thread.join(5)

    return running()
