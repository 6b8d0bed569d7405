"""The whole service in a process of its own, which a test can kill; only fetching and judging are scripted."""

import inspect
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
from fakes.forge import SECRET, Forge, key_pair
from fakes.scripted_review import ScriptedReview

# One process imports everything once; the service's processes are forked from it.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    ["fakes.service", "app.main", "app.github.talk", "app.github.host", "app.web.application", "app.workflow.pump"]
)


@dataclass(frozen=True)
class Script:
    """How the process behaves.

    When the first line of `folder/die` names a call, as in `host.create_check:before`, the process kills itself there,
    and the next line counts. `sweep` is the seconds between two looks at what GitHub could not deliver, and after the
    start until what is not urgent is done for the first time; None: never.
    """

    folder: Path
    first_wait: float = 0.05
    dead: float = 45.0
    sweep: float | None = None


@dataclass
class Server:
    """A running service and the way to it."""

    url: str
    process: multiprocessing.process.BaseProcess

    def kill(self) -> None:
        """End the process without a word."""
        self.process.kill()
        self.process.join(10)

    def terminate(self) -> int | None:
        """Ask the process to end; its exit code."""
        self.process.terminate()
        self.process.join(15)
        return self.process.exitcode


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def environment(forge: Forge, port: int, database_url: str = "", **more: str) -> dict[str, str]:
    """What an operator would set."""
    return {
        "SPECKEEPER_PORT": str(port),
        "SPECKEEPER_DATA_DIR": str(forge.folder),
        "SPECKEEPER_DATABASE_URL": database_url,
        "SPECKEEPER_GITHUB_APP_ID": str(forge.app.id),
        "SPECKEEPER_GITHUB_PRIVATE_KEY": key_pair()[0],
        "SPECKEEPER_GITHUB_WEBHOOK_SECRET": SECRET,
        "SPECKEEPER_GITHUB_API_URL": forge.simulator.store.url,
        "SPECKEEPER_EXECUTOR_ID": "one",
        "SPECKEEPER_WRITE_SPACING": "0",
        **more,
    }


@contextmanager
def serving(variables: dict[str, str], script: Script):
    """The service, ready, for the length of the block; killed afterwards if it still lives."""
    process = _FORKS.Process(target=_serve, args=(variables, script), daemon=True)
    process.start()
    url = f"http://127.0.0.1:{variables['SPECKEEPER_PORT']}"
    try:
        wait_until(lambda: not process.is_alive() or _ready(url), 20, "the service to be ready")
        yield Server(url, process)
    finally:
        process.kill()
        process.join(10)


def wait_until(
    condition: Callable[[], object], seconds: float = 20.0, what: str | Callable[[], str] = "the condition"
) -> None:
    """Look until `condition` holds. `what` is waited for; a function tells it when the time is over."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            message = f"waited {seconds} s for {what if isinstance(what, str) else what()}"
            raise AssertionError(message)
        time.sleep(0.01)


def _ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=2).status_code == 200
    except httpx.TransportError:
        return False


def _serve(variables: dict[str, str], script: Script) -> None:
    from app.ledger.ledger import SqlLedger
    from app.main import run
    from app.settings import read_settings
    from app.web.logs import log_json

    os.environ.update(variables)
    log = os.open(script.folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    settings = read_settings()
    log_json("info")
    ledger = SqlLedger.open(settings.ledger_url)
    review = ScriptedReview(script.folder, lambda: die_at("judge", script))
    service = _scripted(script)(settings, settings.github(), Dying("ledger", ledger, script), review)
    try:
        run(settings, service)
    finally:
        ledger.close()


def _scripted(script: Script):
    from app.main import Service
    from app.workflow.sweep import Every, Sweep

    class Scripted(Service):
        """The service, that dies where the script says and waits less than in earnest."""

        settled = script.sweep or 86_400.0

        async def host(self):
            return Dying("host", await super().host(), script)

        async def talk(self):
            return Dying("talk", await super().talk(), script)

        def _heart(self, engine):
            heart = super()._heart(engine)
            heart.dead = script.dead
            return heart

        def _policy(self):
            return replace(super()._policy(), first_wait=script.first_wait, longest_wait=0.2)

        def _errand_policy(self):
            return replace(super()._errand_policy(), first_wait=script.first_wait, longest_wait=0.2)

        def _sweep(self):
            every = Every(deliveries=self.settled, pulls=self.settled, first=self.settled)
            return Sweep(self._ledger, self._installations, self._settings.executor, every)

    return Scripted


class Dying:
    """The thing within, until the call that the file names."""

    def __init__(self, name: str, inner: object, script: Script) -> None:
        self._name = name
        self._inner = inner
        self._script = script

    def __getattr__(self, name: str):
        attribute = getattr(self._inner, name)
        if not inspect.iscoroutinefunction(attribute):
            return attribute

        async def perhaps_fatal(*arguments, **named):
            die_at(f"{self._name}.{name}:before", self._script)
            result = await attribute(*arguments, **named)
            die_at(f"{self._name}.{name}:after", self._script)
            return result

        return perhaps_fatal


def die_at(moment: str, script: Script) -> None:
    """Kill this process at once, if the file names this moment."""
    named = script.folder / "die"
    first, _, rest = named.read_text().partition("\n") if named.exists() else ("", "", "")
    if first == moment:
        named.write_text(rest)
        os.kill(os.getpid(), signal.SIGKILL)
