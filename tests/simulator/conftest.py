import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import github_schema
import pytest
from githubkit import GitHub
from receiver import Receiver
from workshop import SECRET, Keys, Workshop, as_app, lines, new_keys

from app.simulator import Simulator
from app.simulator.server import serving


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Path:
    """A repository with a `main` and a `feature` branch that changes lines 20 and 45 and adds a file."""
    root = tmp_path_factory.mktemp("template")
    shop = Workshop(root / "rag.git", root / "rag")
    shop.git("init", "-q", "--bare", "--template=", str(shop.bare), cwd=root)
    shop.git("init", "-q", "--template=", str(shop.clone), cwd=root)
    shop.git("remote", "add", "origin", "../rag.git")
    shop.commit({"app/core.py": lines(), "README.md": "# rag\n"}, "Begin")
    shop.branch("feature")
    shop.commit({"app/core.py": lines(60, l20="changed 20", l45="changed 45"), "app/new.py": "a\nb\n"}, "Add T001")
    return root


@pytest.fixture
def workshop(template, tmp_path) -> Workshop:
    shop = Workshop(tmp_path / "rag.git", tmp_path / "rag")
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return shop


@pytest.fixture(scope="session")
def keys() -> Keys:
    return new_keys()


@pytest.fixture(scope="session")
def other_keys() -> Keys:
    return new_keys()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


@pytest.fixture
def simulator(workshop, keys, receiver) -> Simulator:
    made = Simulator()
    made.add_account("acme", "Organization")
    made.add_account("ann", email="ann@example.com")
    made.add_app(keys.public, app_id=7, webhook_url=receiver.url, webhook_secret=SECRET)
    made.add_repository("acme/rag", workshop.bare, permissions={"ann": "write", "bob": "read"})
    return made


@pytest.fixture
def installation(simulator):
    return simulator.install(simulator.store.apps[7], "acme")


class Switch:
    """One server for all tests; each test has a simulator of its own behind it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.application = None

    async def __call__(self, scope, receive, send) -> None:
        await self.application(scope, receive, send)


@pytest.fixture(scope="session")
def switch() -> Iterator[Switch]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        made = Switch(f"http://127.0.0.1:{listener.getsockname()[1]}")
        with serving(made, listener):
            yield made


@pytest.fixture
def told(simulator) -> Iterator[Callable[[], list[str]]]:
    """What Apps were told so far, as `event.action`. At the end it is all held against GitHub's schema."""
    yield lambda: [f"{one.event}.{one.action}" if one.action else one.event for one in simulator.deliveries]
    for delivery in simulator.deliveries:
        github_schema.check_webhook(delivery.event, delivery.payload)


@pytest.fixture
def url(simulator, switch) -> Iterator[str]:
    """The served simulator. At the end every exchange of the test is held against GitHub's schema."""
    switch.application = simulator.application(switch.address)
    yield switch.address
    simulator.settle()
    github_schema.check(simulator.requests)


@pytest.fixture
def fork(simulator, workshop) -> Workshop:
    """eve/rag, a fork of acme/rag; commits go to its branch `feature` alone."""
    made = Workshop(workshop.bare.parent / "fork.git", workshop.bare.parent / "fork")
    shutil.copytree(workshop.bare, made.bare)
    shutil.copytree(workshop.clone, made.clone)
    made.git("remote", "set-url", "origin", "../fork.git")
    simulator.add_repository("eve/rag", made.bare, fork_of="acme/rag")
    return made


@pytest.fixture
def pull(simulator, installation, url):  # noqa: ARG001 - it needs both in place
    """Pull request 1, feature → main, by ann."""
    opened, _ = simulator.open_pull_request("acme/rag", "feature", title="Add T001", body="Body", author="ann")
    return opened


@pytest.fixture
def app_client(url, keys) -> Iterator[GitHub]:
    """The real client, as the App."""
    with as_app(url, keys) as client:
        yield client


@pytest.fixture
def github(app_client, installation) -> Iterator[GitHub]:
    """The real client, as the installation."""
    with app_client.with_auth(app_client.auth.as_installation(installation.id)) as client:
        yield client


@pytest.fixture
def careless(url, keys, installation) -> Iterator[GitHub]:
    """The same, but it sends what it is given instead of looking at it first."""
    with (
        as_app(url, keys, rest_api_validate_body=False) as app,
        app.with_auth(app.auth.as_installation(installation.id)) as client,
    ):
        yield client


@pytest.fixture
def narrowed(app_client, installation):
    """A client whose token has only the permissions given."""

    def make(**permissions: str) -> GitHub:
        return app_client.with_auth(app_client.auth.as_installation(installation.id, permissions=permissions))

    return make
