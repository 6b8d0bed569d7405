"""The composition root: settings → adapters → service. Heavy parts are imported when they are first needed."""

import asyncio
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, NoReturn

import structlog

from app.settings import GitHubApp, Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from app.domain.check import CheckOutput
    from app.domain.event import PullRequest, ReviewPlan
    from app.domain.review import Reviewed
    from app.github.host import GitHubHost
    from app.hosted import Reviewer
    from app.ledger.ledger import SqlLedger
    from app.ports import OpenJudge
    from app.web.application import Endpoints
    from app.workflow.durable import Engine
    from app.workflow.pump import Heart
    from app.workflow.steps import Judge, Policy

_BAD_INPUT: Final = 2
_HOUR: Final = 3_600.0
_log = structlog.stdlib.get_logger()


def serve_from_environment() -> int:
    """Run the service with the settings of the environment; the exit status. Wrong ones are named, and it ends."""
    from app.ports import Unavailable

    try:
        settings = read_settings()
        settings.github()
        serve(settings)
    except (SettingsError, Unavailable) as error:
        sys.stderr.write("".join(f"speckeeper: {line}\n" for line in str(error).splitlines()))
        return _BAD_INPUT
    return 0


def judge_from_environment() -> "OpenJudge | None":
    """How to open the model; None without a key. Raises NotFound for wrong settings."""
    from app.ports import NotFound

    try:
        return open_judge(read_settings())
    except SettingsError as error:
        raise NotFound(str(error)) from None


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Raises SettingsError, and Unavailable when the database does not open."""
    from app.ledger.ledger import SqlLedger
    from app.web.logs import log_json

    log_json(settings.log_level)
    ledger = SqlLedger.open(settings.ledger_url)
    try:
        run(settings, Service(settings, settings.github(), ledger))
    finally:
        ledger.close()


def run(settings: Settings, service: "Service") -> None:
    """Serve HTTP until SIGTERM, which then ends the process with status 0, or SIGINT. For the main thread."""
    import uvicorn

    from app.web.application import application

    # Reviews compute in threads beside the event loop; it gets its turn five times as often as by default.
    sys.setswitchinterval(0.001)
    # uvicorn stops in good order, and then raises the signal once more.
    signal.signal(signal.SIGTERM, _end)
    uvicorn.run(
        application(service.open),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        limit_concurrency=500,
    )


def _end(*_: object) -> NoReturn:
    raise SystemExit(0)


def open_judge(settings: Settings) -> "OpenJudge | None":
    """How to open the model for one review; None without a key."""
    from app.judge.anthropic_judge import AnthropicJudge
    from app.judge.settings import DEFAULT_BASE_URL, JudgeSettings

    key = settings.anthropic_api_key
    if key is None:
        return None

    def opened() -> AnthropicJudge:
        return AnthropicJudge(
            JudgeSettings(
                api_key=key.get_secret_value(),
                base_url=settings.anthropic_base_url or DEFAULT_BASE_URL,
                verdict_model=settings.model,
                refute_model=settings.refute_model or settings.model,
                timeout=settings.model_timeout,
                max_retries=settings.model_retries,
                concurrency=settings.model_concurrency,
            )
        )

    return opened


class Service:
    """Everything that lives as long as the process, but for the ledger. `judge` replaces fetching and judging."""

    def __init__(self, settings: Settings, app: GitHubApp, ledger: "SqlLedger", judge: "Judge | None" = None) -> None:
        self._settings = settings
        self._app = app
        self._ledger = ledger
        self._judge = judge or self._review
        self._opening = asyncio.Lock()
        self._host: GitHubHost | None = None
        self._reviewer: Reviewer | None = None

    @asynccontextmanager
    async def open(self) -> "AsyncGenerator[Endpoints]":
        """The endpoints, while the engine runs; afterwards nothing is lost and nothing runs."""
        from app.web.application import Endpoints
        from app.web.health import Health
        from app.web.metrics import Metrics
        from app.web.webhook import Webhook
        from app.workflow.durable import Engine
        from app.workflow.pump import Pump
        from app.workflow.steps import Steps

        metrics = Metrics()
        steps = Steps(self._ledger, self.host, self._judge, self._render, self._policy())
        engine = Engine(steps, self._settings.engine_url, self._settings.executor)
        pump = Pump(self._ledger, engine)
        steps.on_delivery, steps.on_finish = pump.wake, metrics.finished
        heart = self._heart(engine)
        await engine.launch()
        tasks = [asyncio.create_task(work) for work in (pump.run(), heart.run(), self._keep_house(engine))]
        secret = self._app.webhook_secret.get_secret_value()
        _log.info("service.started", executor=self._settings.executor)
        try:
            yield Endpoints(Webhook(secret, self._ledger, pump.wake, metrics), Health(self._ledger, engine, metrics))
        finally:
            await self._close(engine, tasks)

    async def _close(self, engine: "Engine", tasks: "list[asyncio.Task[None]]") -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await engine.stop()
        await self._ledger.retire(self._settings.executor)
        if self._host is not None:
            await self._host.close()
        _log.info("service.stopped")

    async def host(self) -> "GitHubHost":
        """GitHub, opened when it is first needed, in a thread: githubkit takes half a second to import."""
        async with self._opening:
            if self._host is None:
                self._host = await asyncio.to_thread(self._open_host)
            return self._host

    def _open_host(self) -> "GitHubHost":
        from app.github.host import GitHubHost

        return GitHubHost(
            self._app.app_id,
            self._app.private_key.get_secret_value(),
            self._app.api_url,
            timeout=self._app.timeout,
        )

    async def _review(self, plan: "ReviewPlan", facts: "PullRequest") -> "Reviewed":
        host = await self.host()
        async with self._opening:
            if self._reviewer is None:
                self._reviewer = await asyncio.to_thread(self._open_reviewer)
        return await self._reviewer.review(plan, facts, await host.remote(plan))

    def _open_reviewer(self) -> "Reviewer":
        from app.git.fetch import remove_leftovers
        from app.hosted import Reviewer
        from app.parsing.spec_reader import SpecReader

        into = self._settings.data_dir / "fetched"
        remove_leftovers(into)
        return Reviewer(SpecReader("forkserver"), open_judge(self._settings), version("speckeeper"), into)

    async def _render(self, plan: "ReviewPlan", reviewed: "Reviewed") -> "CheckOutput":
        return await asyncio.to_thread(self._rendered, plan, reviewed)

    def _rendered(self, plan: "ReviewPlan", reviewed: "Reviewed") -> "CheckOutput":
        from app.github.remote import lines_link
        from app.stages.publication import Links, publication

        lines = lines_link(self._app.api_url, plan.repository, plan.head_sha)
        links = Links(lines, self._rule_link if self._settings.public_url else None)
        return publication(reviewed.report, reviewed.conclusion, links)

    def _rule_link(self, code: str) -> str:
        return f"{self._settings.public_url.rstrip('/')}/rules/{code}"

    def _heart(self, engine: "Engine") -> "Heart":
        from app.workflow.pump import Heart

        return Heart(self._ledger, engine, self._settings.executor)

    def _policy(self) -> "Policy":
        from app.workflow.steps import Policy

        return Policy(
            patience=self._settings.patience,
            on_failure=self._settings.on_failure,
            at_once=self._settings.review_concurrency,
        )

    async def _keep_house(self, engine: "Engine") -> None:
        """Forget, every hour, what ended long ago."""
        from app.ports import Unavailable

        days = self._settings.retention_days
        while True:
            await asyncio.sleep(_HOUR)
            with suppress(Unavailable):  # tried again in an hour
                reviews = await self._ledger.prune(days)
                before = datetime.now(UTC) - timedelta(days=days)
                workflows = await engine.prune(before.isoformat())
                _log.info("house.kept", reviews=reviews, workflows=workflows)
