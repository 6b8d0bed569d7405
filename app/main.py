"""The composition root: settings → adapters → service. Heavy parts are imported when they are first needed."""

import asyncio
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, NoReturn

import structlog

from app.settings import GitHubApp, Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractAsyncContextManager

    from app.domain.check import CheckOutput
    from app.domain.decisions import Decisions
    from app.domain.event import PullRequest, RepositoryRef, ReviewPlan
    from app.domain.forge import GroupEntry
    from app.domain.review import Reviewed
    from app.github.api import Api
    from app.github.host import GitHubHost
    from app.github.installations import GitHubInstallations
    from app.github.talk import GitHubTalk
    from app.hosted import Reviewer
    from app.judge.settings import JudgeSettings
    from app.ledger.ledger import SqlLedger
    from app.ports import OpenJudge, Repository, Tier
    from app.stages.links import Link, Links
    from app.web.application import Endpoints
    from app.workflow.admission import Admitted
    from app.workflow.durable import Engine
    from app.workflow.errands import ErrandPolicy
    from app.workflow.publishing import Told
    from app.workflow.pump import Heart
    from app.workflow.steps import Doing, Judge, Policy
    from app.workflow.sweep import Sweep

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


def judge_settings_from_environment() -> "JudgeSettings":
    """Models, limits and access of the tier `standard`; the key may be empty. Raises NotFound for wrong settings."""
    from app.ports import NotFound

    try:
        return _judge_settings(read_settings(), "standard")
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

    if settings.anthropic_api_key is None:
        return None

    def opened(tier: "Tier") -> AnthropicJudge:
        return AnthropicJudge(_judge_settings(settings, tier))

    return opened


def judge_identity(settings: Settings, tier: "Tier") -> str:
    """All that an answer of this tier's judge depends on beside the question: models, prompts, form of the request."""
    from app.judge.identity import identity

    return identity(_judge_settings(settings, tier))


def _judge_settings(settings: Settings, tier: "Tier") -> "JudgeSettings":
    from app.judge.settings import DEFAULT_BASE_URL, JudgeSettings

    key = settings.anthropic_api_key
    economy = settings.economy_model if tier == "economy" else None
    return JudgeSettings(
        api_key=key.get_secret_value() if key else "",
        base_url=settings.anthropic_base_url or DEFAULT_BASE_URL,
        verdict_model=economy or settings.model,
        refute_model=economy or settings.refute_model or settings.model,
        timeout=settings.model_timeout,
        max_retries=settings.model_retries,
        concurrency=settings.model_concurrency,
    )


class Service:
    """Everything that lives as long as the process, but for the ledger. `judge` replaces fetching and judging."""

    settled = 10.0  # seconds after the start; what can wait comes then, and holds up no webhook

    def __init__(self, settings: Settings, app: GitHubApp, ledger: "SqlLedger", judge: "Judge | None" = None) -> None:
        self._settings = settings
        self._app = app
        self._ledger = ledger
        self._judge = judge or self._review
        self._opening = asyncio.Lock()
        self._api: Api | None = None
        self._talk: GitHubTalk | None = None
        self._reviewer: Reviewer | None = None

    @asynccontextmanager
    async def open(self) -> "AsyncGenerator[Endpoints]":
        """The endpoints, while the engine runs; afterwards nothing is lost and nothing runs."""
        from app.web.application import Endpoints
        from app.web.health import Health
        from app.web.metrics import Metrics
        from app.web.webhook import Webhook
        from app.workflow.durable import Engine
        from app.workflow.errands import Errands
        from app.workflow.pump import Pump
        from app.workflow.steps import Steps

        metrics = Metrics()
        steps = Steps(self._ledger, self._doing(), self._policy())
        errands = Errands(self._ledger, self.talk, self._links_at, self._errand_policy())
        engine = Engine(steps, errands, self._settings.engine_url, self._settings.executor)
        pump = Pump(self._ledger, engine)
        steps.on_delivery, steps.on_finish = pump.wake, metrics.finished
        errands.on_delivery, errands.on_forgotten = pump.wake, engine.forget
        heart, sweep = self._heart(engine), self._sweep()
        sweep.on_delivery = pump.wake
        await engine.launch()
        works = (pump.run(), heart.run(), sweep.run(), self._keep_house(engine))
        tasks = [asyncio.create_task(work) for work in works]
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
        if self._api is not None:
            await self._api.close()
        _log.info("service.stopped")

    async def host(self) -> "GitHubHost":
        """GitHub, as reviews see it."""
        api = await self.api()
        from app.github.host import GitHubHost

        return GitHubHost(api)

    async def talk(self) -> "GitHubTalk":
        """GitHub, as commands and errands see it; one for all, because it remembers what seldom changes."""
        api = await self.api()
        if self._talk is None:
            from app.github.talk import GitHubTalk

            self._talk = GitHubTalk(api)
        return self._talk

    async def api(self) -> "Api":
        """GitHub, opened when it is first needed, in a thread: githubkit takes half a second to import."""
        async with self._opening:
            if self._api is None:
                self._api = await asyncio.to_thread(self._open_api)
            return self._api

    def _open_api(self) -> "Api":
        from app.github.api import Api

        return Api(
            self._app.app_id,
            self._app.private_key.get_secret_value(),
            self._app.api_url,
            timeout=self._app.timeout,
            resolve_threads=self._settings.resolve_threads,
        )

    async def _admission(self, plan: "ReviewPlan", facts: "PullRequest") -> "Admitted | str":
        from app.workflow.admission import Admission

        return await Admission(self._ledger, self.talk, self._settings.budget_day)(plan, facts)

    def _doing(self) -> "Doing":
        from app.workflow.publishing import Publisher
        from app.workflow.steps import Doing

        return Doing(
            host=self.host,
            admit=self._admission,
            judge=self._judge,
            judge_group=self._judge_group,
            publisher=Publisher(self._ledger, self._links, self._settings.write_spacing),
            render=self._render,
        )

    async def _review(self, plan: "ReviewPlan", facts: "PullRequest", decisions: "Decisions") -> "Reviewed":
        reviewer, host = await self._reviewing(), await self.host()
        return await reviewer.review(plan, facts, decisions, await host.remote(plan))

    async def _judge_group(self, plan: "ReviewPlan") -> "CheckOutput":
        from app.workflow.merge_group import GroupJudge

        reviewer, host = await self._reviewing(), await self.host()

        def objects(of: "ReviewPlan", commits: "Sequence[str]") -> "AbstractAsyncContextManager[Repository]":
            return reviewer.objects(host.remote(of), commits)

        return await GroupJudge(host.merge_group, self._ledger.last_review, objects, self._review_entry)(plan)

    async def _review_entry(self, plan: "ReviewPlan", entry: "GroupEntry") -> "Reviewed | str":
        from app.workflow.merge_group import entry_facts

        host = await self.host()
        facts = entry_facts(await host.pull_request(plan), entry)
        admitted = await self._admission(plan, facts)
        if isinstance(admitted, str):
            return admitted
        return await self._judge(plan, admitted.facts, admitted.decisions)

    async def _reviewing(self) -> "Reviewer":
        async with self._opening:
            if self._reviewer is None:
                self._reviewer = await asyncio.to_thread(self._open_reviewer)
            return self._reviewer

    def _open_reviewer(self) -> "Reviewer":
        from app.git.fetch import remove_leftovers
        from app.hosted import Reviewer
        from app.parsing.spec_reader import SpecReader

        into = self._settings.data_dir / "fetched"
        remove_leftovers(into)
        return Reviewer(
            SpecReader("forkserver"),
            open_judge(self._settings),
            version("speckeeper"),
            into,
            self._ledger,
            partial(judge_identity, self._settings),
            self._settings.budget_review,
        )

    async def _render(self, plan: "ReviewPlan", reviewed: "Reviewed", told: "Told") -> "CheckOutput":
        return await asyncio.to_thread(self._rendered, plan, reviewed, told)

    def _rendered(self, plan: "ReviewPlan", reviewed: "Reviewed", told: "Told") -> "CheckOutput":
        from app.stages.publication import publication

        return publication(reviewed, self._links(plan), told)

    def _links(self, plan: "ReviewPlan") -> "Links":
        from app.github.remote import comment_link

        return replace(
            self._links_at(plan, plan.head_sha), comment=comment_link(self._app.api_url, plan.repository, plan.number)
        )

    def _links_at(self, where: "RepositoryRef", commit: str) -> "Links":
        from app.github.remote import lines_link
        from app.stages.links import Links

        def at(one: str) -> "Link":
            return lines_link(self._app.api_url, where.repository, one)

        return Links(at(commit), self._rule_link if self._settings.public_url else None, at=at)

    def _rule_link(self, code: str) -> str:
        return f"{self._settings.public_url.rstrip('/')}/rules/{code}"

    def _heart(self, engine: "Engine") -> "Heart":
        from app.workflow.pump import Heart

        return Heart(self._ledger, engine, self._settings.executor)

    def _sweep(self) -> "Sweep":
        from app.workflow.sweep import Every, Sweep

        return Sweep(self._ledger, self._installations, self._settings.executor, Every(first=self.settled))

    async def _installations(self) -> "GitHubInstallations":
        api = await self.api()
        from app.github.installations import GitHubInstallations

        return GitHubInstallations(api)

    def _policy(self) -> "Policy":
        from app.workflow.steps import Policy

        return Policy(
            patience=self._settings.patience,
            on_failure=self._settings.on_failure,
            at_once=self._settings.review_concurrency,
        )

    def _errand_policy(self) -> "ErrandPolicy":
        from app.workflow.errands import ErrandPolicy

        return ErrandPolicy(spacing=self._settings.write_spacing)

    async def _keep_house(self, engine: "Engine") -> None:
        """Forget, soon and then every hour, what ended long ago; of the engine, all that ended: the ledger knows it.

        So nothing stays of what was forgotten when the process was killed in the middle of that.
        """
        from app.ports import Unavailable

        days = self._settings.retention_days
        await asyncio.sleep(self.settled)
        while True:
            with suppress(Unavailable):  # tried again in an hour
                reviews = await self._ledger.prune(days)
                workflows = await engine.prune(datetime.now(UTC).isoformat())
                _log.info("house.kept", reviews=reviews, workflows=workflows)
            await asyncio.sleep(_HOUR)
