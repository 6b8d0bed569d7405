"""The whole service in a process of its own, which a test can kill; only fetching and judging are scripted."""

import asyncio
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

# One process imports everything once; the service's processes are forked from it.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    ["fakes.service", "app.main", "app.github.host", "app.web.application", "app.workflow.pump"]
)


@dataclass(frozen=True)
class Script:
    """How the process behaves.

    When the file `folder/die` names a call, as in `host.create_check:before`, the process kills itself there.
    """

    folder: Path
    first_wait: float = 0.05
    dead: float = 45.0


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


def wait_until(condition: Callable[[], object], seconds: float = 20.0, what: str = "the condition") -> None:
    """Look until `condition` holds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            message = f"waited {seconds} s for {what}"
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
    service = _scripted(script)(settings, settings.github(), Dying("ledger", ledger, script), ScriptedReview(script))
    try:
        run(settings, service)
    finally:
        ledger.close()


def _scripted(script: Script):
    from app.main import Service

    class Scripted(Service):
        """The service, that dies where the script says and waits less than in earnest."""

        async def host(self):
            return Dying("host", await super().host(), script)

        def _heart(self, engine):
            heart = super()._heart(engine)
            heart.dead = script.dead
            return heart

        def _policy(self):
            return replace(super()._policy(), first_wait=script.first_wait, longest_wait=0.2)

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
    if named.exists() and named.read_text() == moment:
        named.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


class ScriptedReview:
    """What stands in for fetching and judging. The title of the pull request says how it goes.

    `hold`: it does not end while `folder/hold` exists. `wrong`: a fault of ours. `away N`: the model is away
    for N times. Each beginning is noted in `folder/judged`.
    """

    def __init__(self, script: Script) -> None:
        self._script = script

    async def __call__(self, plan, facts):
        from app.ports import Unavailable

        judged = self._script.folder / "judged"
        with judged.open("a") as file:
            file.write(f"{plan.head_sha}\n")
        die_at("judge", self._script)
        # What is waited for is a file of another process, so no event of this one can tell.
        while facts.title == "hold" and (self._script.folder / "hold").exists():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        if facts.title == "wrong":
            message = "a fault with a secret in it"
            raise ZeroDivisionError(message)
        times = judged.read_text().split().count(plan.head_sha)
        if facts.title.startswith("away") and times <= int(facts.title.split()[1]):
            message = "the model is away"
            raise Unavailable(message)
        return a_reviewed(plan, facts)


def a_reviewed(plan, facts):
    """A report with one finding, as the judge would write it."""
    from app.domain.review import Reviewed
    from specs_schema.report import Report, ReportedFinding, Tool

    finding = ReportedFinding(
        rule="SPEC201",
        name="violated-requirement",
        severity="warning",
        feature="specs/001-limit",
        subject="FR-001",
        path="answer.py",
        line=1,
        end_line=1,
        message="The limit is 6, not 5",
        hint="Meet `FR-001`",
        fingerprint="0123456789abcdef",
    )
    report = Report(
        tool=Tool(version="0"),
        repository=plan.repository,
        base=facts.base_sha,
        head=facts.head_sha,
        merge_base=facts.merge_base,
        conclusion="advisory",
        title="1 finding",
        findings=(finding,),
    )
    return Reviewed(report=report, conclusion="neutral")
