"""The real service as a process of its own, and the simulator as its GitHub, over HTTP."""

import re
import secrets
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import httpx

from app.demo.example import Example, build_example
from app.demo.service import free_port, last_lines, new_key_pair, serving
from app.simulator import Simulator
from app.simulator.state import App, CheckRun, Installation
from repositories import Workshop, new_workshop

EXAMPLE: Final = "acme/rag-service"
LARGE: Final = "acme/orders"
WRITER: Final = "ada"
_WITHIN: Final = 60.0
_UNFINISHED: Final = re.compile(r"^speckeeper_(?:deliveries_waiting|reviews_running) (\S+)$", re.MULTILINE)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stage:
    """The service and the simulator while both run."""

    simulator: Simulator
    app: App
    private_key: str
    installation: Installation
    github: str  # the address of the simulator
    service: str  # the address of the service
    secret: str  # of the webhooks
    example: Example
    workshop: Workshop
    folder: Path

    def checked(self, repository: str, sha: str) -> CheckRun:
        """The completed check of a commit, waited for. Raises TimeoutError with the end of the service's log."""

        def completed() -> CheckRun | None:
            runs = self.simulator.check_runs(repository, sha)
            return next((run for run in runs if run.status == "completed"), None)

        return self.waited(f"there is no completed check on {sha[:12]} of {repository}", completed)

    def idle(self) -> None:
        """Wait until no webhook, delivery or review is left to be worked on. Raises TimeoutError."""
        self.simulator.settle(_WITHIN)
        self.waited("the service does not come to rest", lambda: True if self._unfinished() == 0 else None)

    def log(self) -> str:
        """What the service logged so far."""
        return (self.folder / "service.log").read_text("utf-8", "replace")

    def _unfinished(self) -> float:
        answer = httpx.get(f"{self.service}/metrics", timeout=10, trust_env=False).raise_for_status()
        return sum(float(count) for count in _UNFINISHED.findall(answer.text))

    def waited(self, otherwise: str, look: Callable[[], T | None]) -> T:
        """What `look` finds, looked for until it finds something. Raises TimeoutError, with the log's end."""
        deadline = time.monotonic() + _WITHIN
        while time.monotonic() < deadline:
            if (found := look()) is not None:
                return found
            time.sleep(0.05)
        raise TimeoutError(f"{otherwise} within {_WITHIN:.0f} s:\n{last_lines(self.folder)}")


@contextmanager
def staged(folder: Path) -> Generator[Stage]:
    """Both, running for the length of the block, with the two repositories of the story. No model takes part."""
    example, workshop = build_example(folder), new_workshop(folder)
    keys, secret, port = new_key_pair(), secrets.token_hex(16), free_port()
    service = f"http://127.0.0.1:{port}"
    simulator = Simulator()
    app = simulator.add_app(keys.public, webhook_url=f"{service}/webhooks/github", webhook_secret=secret)
    simulator.add_account("acme", "Organization")
    simulator.add_repository(EXAMPLE, example.git_dir, example.base, permissions={WRITER: "write"})
    simulator.add_repository(LARGE, workshop.git_dir, permissions={WRITER: "write"})
    installation = simulator.install(app, "acme")
    with simulator.running() as github:
        settings = {
            "SPECKEEPER_DATA_DIR": str(folder),
            "SPECKEEPER_GITHUB_APP_ID": str(app.id),
            "SPECKEEPER_GITHUB_PRIVATE_KEY": keys.private,
            "SPECKEEPER_GITHUB_WEBHOOK_SECRET": secret,
            "SPECKEEPER_GITHUB_API_URL": github,
        }
        with serving(folder, port, settings):
            yield Stage(simulator, app, keys.private, installation, github, service, secret, example, workshop, folder)
