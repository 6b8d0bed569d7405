from contextlib import contextmanager

import httpx
import pytest
from books import Books
from fakes.databases import new_database, postgresql
from fakes.forge import running_forge, signed
from fakes.service import Script, environment, free_port, serving, wait_until

__all__ = ["new_database", "postgresql"]


class Story:
    """A forge, a service that listens to it, and what a test does with both."""

    def __init__(self, forge, port, database_url):
        self.forge = forge
        self.url = f"http://127.0.0.1:{port}"
        self.variables = environment(forge, port, database_url)
        self.folder = forge.folder
        self.kind = "postgresql" if database_url else "sqlite"
        self.books = Books(forge.folder, database_url)
        self.people = forge.simulator.people

    def serving(self, dead=45.0, sweep=None, **variables):
        return serving({**self.variables, **variables}, Script(self.folder, dead=dead, sweep=sweep))

    def serving_twice(self, **script):
        """A second process beside the first, on the same database."""
        return self.serving(**script, SPECKEEPER_PORT=str(free_port()), SPECKEEPER_EXECUTOR_ID="two")

    def dies_at(self, *moments):
        """From now on a process ends itself at the first of these calls, the next one at the second, and so on."""
        (self.folder / "die").write_text("\n".join(moments))

    def judged(self):
        """The heads of which a judging began, one for each time."""
        path = self.folder / "judged"
        return path.read_text().split() if path.exists() else []

    def times_judged(self, sha):
        return self.judged().count(sha)

    @property
    def log(self):
        path = self.folder / "log"
        return path.read_text() if path.exists() else ""

    def until(self, condition, what):
        wait_until(condition, 20, what)

    def check(self, sha):
        """The only check run of a head, once it is completed and nothing is under way any more."""
        self.until(lambda: any(run.status == "completed" for run in self.forge.checks(sha)), "a completed check")
        self.quiet()
        (run,) = self.forge.checks(sha)
        return run

    def quiet(self):
        """Wait until every webhook is delivered and all that they caused is done."""
        for _ in range(2):
            self.until(lambda: not self.books.open_work(), lambda: f"the end of {self.books.open_work()}")
            self.forge.simulator.settle()

    def deliver(self, body, delivery, event="pull_request", url=""):
        """A webhook that GitHub did not send."""
        return httpx.post(f"{url or self.url}/webhooks/github", content=body, headers=signed(body, delivery, event))

    @contextmanager
    def holding(self):
        """Let reviews titled `hold` wait, for the length of the block or until `release`."""
        (self.folder / "hold").touch()
        yield
        self.release()

    def release(self):
        (self.folder / "hold").unlink(missing_ok=True)

    def until_judging(self, sha, times=1):
        self.until(lambda: self.times_judged(sha) >= times, "the judge to begin")


@contextmanager
def telling(folder, database_url):
    port = free_port()
    with running_forge(folder, f"http://127.0.0.1:{port}/webhooks/github") as forge:
        yield Story(forge, port, database_url)


@pytest.fixture
def story(tmp_path, new_database):
    """A story whose service the test starts, and kills, itself."""
    with telling(tmp_path, new_database()) as story:
        yield story


@pytest.fixture(scope="module")
def running_service(tmp_path_factory, new_database):
    with telling(tmp_path_factory.mktemp("live"), new_database()) as story, story.serving() as server:
        yield story, server


@pytest.fixture
def live(running_service):
    """A story with a service that runs; at its end nothing was refused, and the service still lives."""
    story, server = running_service
    before = len(story.forge.simulator.refused)
    yield story
    assert [one for one in story.forge.simulator.refused[before:] if not _expected(one)] == []
    assert server.process.is_alive()


def _expected(exchange):
    """What the service asks and may be refused: how it finds out that a token expired, or that something is not there."""
    no_organisation_repository = exchange.status == 422 and exchange.route.endswith("/access_tokens")
    return exchange.status == 401 or no_organisation_repository
