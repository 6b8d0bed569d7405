"""The demo from end to end: repository, simulator, service, webhook, check."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from app.demo.example import Example, build_example, example_files
from app.demo.service import DemoFailed, free_port, last_lines, new_key_pair, serving
from app.demo.show import Comment, as_page, as_text
from app.judge.replay import Replay, Store
from app.simulator import Simulator
from app.simulator.state import CheckRun

REPOSITORY = "tessa-lind/rag-service"
_REPLAYED_WITHIN = 120  # seconds for a check whose replies are at hand
_JUDGED_WITHIN = 3_000  # seconds for a check that waits for a model

_PATIENT = {"SPECKEEPER_MODEL_TIMEOUT": str(_JUDGED_WITHIN), "SPECKEEPER_MODEL_CONCURRENCY": "64"}

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """What `speckeeper demo` was asked for. `record` stores what the model answers, for later demos without a key."""

    page: Path | None = None
    keep: bool = False
    record: bool = False


def run_demo(request: DemoRequest, say: Say) -> int:
    """Show the check run that the example's pull request gets. Exit status 0, or 2 when there is none to show."""
    signal.signal(signal.SIGTERM, _stop)
    folder = Path(tempfile.mkdtemp(prefix="speckeeper-demo-"))
    try:
        run, comments = _checked(folder, say, record=request.record)
    except DemoFailed as failure:
        say(f"speckeeper: the demo failed: {failure}")
        return 2
    finally:
        if request.keep:
            say(f"Kept {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    say(as_text(run, comments))
    if request.page:
        request.page.write_text(as_page(run, comments, REPOSITORY), "utf-8")
        say(f"Wrote {request.page}")
    return 0


def _stop(*_: object) -> NoReturn:
    """End by an exception, so that the service and the folder do not stay behind."""
    sys.exit(143)


def _checked(folder: Path, say: Say, *, record: bool) -> tuple[CheckRun, list[Comment]]:
    example = build_example(folder)
    port, keys, secret = free_port(), new_key_pair(), secrets.token_hex(16)
    simulator = Simulator()
    app = simulator.add_app(keys.public, webhook_url=f"http://127.0.0.1:{port}/webhooks/github", webhook_secret=secret)
    simulator.add_repository(REPOSITORY, example.git_dir, example.base, permissions={example.author: "write"})
    simulator.install(app, REPOSITORY.split("/", maxsplit=1)[0])
    with simulator.running() as url, _model(say, record=record) as (model_settings, unknown):
        settings = {
            "SPECKEEPER_DATA_DIR": str(folder),
            "SPECKEEPER_GITHUB_APP_ID": str(app.id),
            "SPECKEEPER_GITHUB_PRIVATE_KEY": keys.private,
            "SPECKEEPER_GITHUB_WEBHOOK_SECRET": secret,
            "SPECKEEPER_GITHUB_API_URL": url,
            **model_settings,
        }
        say("GitHub: simulated on this machine. Service: real, on SQLite. Pull request: examples/rag-service")
        with serving(folder, port, settings) as service:
            return _open_and_wait(simulator, example, Watch(service, folder, unknown)), _comments(simulator)


def _comments(simulator: Simulator) -> list[Comment]:
    """The inline comments that were posted before the check was completed."""
    with simulator.store.lock:
        threads = simulator.store.threads
        posted = simulator.store.review_comments.values()
        return [Comment(threads[one.thread_id].path, threads[one.thread_id].line, one.body) for one in posted]


@contextmanager
def _model(say: Say, *, record: bool) -> Generator[tuple[dict[str, str], Callable[[], int]]]:
    """The settings of the model, and how many requests it could not answer from the store."""
    store = Store(example_files() / "replies")
    if key := os.environ.get("ANTHROPIC_API_KEY"):
        names = ("ANTHROPIC_BASE_URL", "SPECKEEPER_MODEL", "SPECKEEPER_REFUTE_MODEL")
        chosen = {name: os.environ[name] for name in names if name in os.environ}
        if record:
            upstream = chosen.get("ANTHROPIC_BASE_URL", "https://api.anthropic.com")
            with Replay(store, upstream, timeout=_JUDGED_WITHIN) as replay:
                say(f"Model: asked now, with your key; new replies go to {store.folder}")
                yield {**chosen, **_PATIENT, "ANTHROPIC_API_KEY": key, "ANTHROPIC_BASE_URL": replay.url}, lambda: 0
            return
        say("Model: asked now, with your key")
        yield {**chosen, "ANTHROPIC_API_KEY": key}, lambda: 0
        return
    with Replay(store) as replay:
        say(
            "Model: none is asked; replies that a model gave to these very requests are replayed (examples/rag-service)"
        )
        yield {"ANTHROPIC_API_KEY": "replayed", "ANTHROPIC_BASE_URL": replay.url}, lambda: len(replay.unknown)


@dataclass(frozen=True, slots=True)
class Watch:
    """What can go wrong while the check is waited for."""

    service: subprocess.Popen[bytes]
    folder: Path
    unknown: Callable[[], int]  # requests that the store of replies could not answer

    def check(self) -> None:
        """Raises DemoFailed when waiting on has no point."""
        if self.service.poll() is not None:
            raise DemoFailed(f"The service stopped:\n{last_lines(self.folder)}")
        if missing := self.unknown():
            raise DemoFailed(f"{missing} requests have no stored reply; the demo's requests changed since recording")


def _open_and_wait(simulator: Simulator, example: Example, watch: Watch) -> CheckRun:
    pull, _ = simulator.open_pull_request(
        REPOSITORY, example.branch, example.base, title=example.title, body=example.body, author=example.author
    )
    asked = "ANTHROPIC_API_KEY" in os.environ
    deadline = time.monotonic() + (_JUDGED_WITHIN if asked else _REPLAYED_WITHIN)
    while time.monotonic() < deadline:
        watch.check()
        done = [run for run in simulator.check_runs(REPOSITORY, pull.head_sha) if run.status == "completed"]
        if done:
            return done[-1]
        time.sleep(0.05)
    raise DemoFailed(f"The check was not completed in time:\n{last_lines(watch.folder)}")
