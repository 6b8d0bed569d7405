"""The durable workflows: a review (announce, judge, publish) and an errand. DBOS remembers which step is done.

Arguments and results are ids and seconds, as plain JSON; everything else is in the ledger.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Final, Literal

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetEnqueueOptions, SetWorkflowID, error

from app.domain.review import Unstarted
from app.workflow.errands import Errands
from app.workflow.running import Running
from app.workflow.steps import Steps

# Changes only when workflows that were begun by an older version could not be ended by this one. DBOS would take
# a hash of the source, and leave what was begun before an upgrade pending for ever.
PROTOCOL: Final = "1"
_QUEUE: Final = "reviews"
_SUPERSEDED: Final = "superseded"
_AT_ONCE: Final = 100  # workflows that are deleted in one transaction
_RUNNING: Final = ["PENDING", "ENQUEUED", "DELAYED"]
_ENDED: Final = ["SUCCESS", "ERROR", "CANCELLED"]
Kind = Literal["review", "errand"]
Workflow = Callable[[str], Coroutine[None, None, None]]
Step = Callable[[str], Coroutine[None, None, float | None]]


class Engine:
    """DBOS in this process. One at a time: DBOS itself is a singleton.

    `launch` belongs on the event loop that serves requests, because workflows then run on the same loop and share
    its clients.
    """

    def __init__(
        self, steps: Steps, errands: Errands, database_url: str, executor_id: str, polling: float = 0.25
    ) -> None:
        self._steps = steps
        self._polling = polling
        self._running = Running(_delete)
        steps.on_gone = errands.on_gone = self._running.leave
        _quiet()
        self._workflows: dict[Kind, Workflow] = {
            "review": _register_review(steps, self._running),
            "errand": _register_errand(errands, self._running),
        }
        DBOS(config=_config(database_url, executor_id))

    async def launch(self) -> None:
        """Create or migrate the engine's tables, and take up what this executor left behind."""
        DBOS.launch()  # here and not in a thread: DBOS runs workflows on the loop that it sees now
        await DBOS.register_queue_async(
            _QUEUE, partition_concurrency=1, worker_concurrency=64, polling_interval_sec=self._polling
        )

    async def start(self, one: Unstarted) -> None:
        """Enqueue the workflow of a review or errand; does nothing when it exists.

        Those of one partition run in turn.
        """
        queue = await DBOS.retrieve_queue_async(_QUEUE)
        if queue is None:
            raise RuntimeError("the engine is not launched")
        known = await DBOS.get_workflow_status_async(one.id)
        if known is not None and known.status in _ENDED:
            await _delete([one.id])  # of work that was forgotten, and that a redelivery brought back under the same id
        with SetWorkflowID(one.id), SetEnqueueOptions(queue_partition_key=one.partition):
            await queue.enqueue_async(self._workflows[one.kind], one.id)

    async def interrupt(self, review: str) -> None:
        """Let a superseded review end soon, wherever it runs or waits.

        One that another process is about to start finds out by itself.
        """
        self._steps.interruptions.interrupt(review)
        with suppress(error.DBOSNonExistentWorkflowError):
            await DBOS.send_async(review, None, _SUPERSEDED)

    async def recover(self, executors: tuple[str, ...]) -> int:
        """Take over what dead executors left behind; how many reviews."""
        # DBOS offers this to its proprietary conductor alone; it is safe to ask for twice.
        recover = DBOS._recover_pending_workflows  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        return len(await asyncio.to_thread(recover, list(executors)))

    async def running(self) -> int:
        """How many reviews run or wait. Raises when the engine's database does not answer."""
        return len(await DBOS.list_workflows_async(status=_RUNNING, queue_name=_QUEUE, load_input=False, limit=1000))

    async def forget(self, workflows: Sequence[str]) -> None:
        """Delete workflows whose work is forgotten, whatever their state, with all that the engine keeps of them.

        One that runs in this process is told to end, and deleted then: in its middle, it would fail.
        """
        here = [one for one in workflows if self._running.leave(one)]
        for one in here:
            await self.interrupt(one)
        await _delete([one for one in workflows if one not in here])

    async def prune(self, before: str) -> int:
        """Delete what ended before that moment (ISO 8601); how many workflows."""
        pruned = 0
        while ended := await DBOS.list_workflows_async(
            status=_ENDED, completed_before=before, load_input=False, limit=_AT_ONCE
        ):
            await DBOS.delete_workflows_async([one.workflow_id for one in ended])
            pruned += len(ended)
        return pruned

    async def stop(self) -> None:
        """Let go of what runs: it is taken up where it stands, by the next process or by another."""
        await self._running.let_go()
        # In a thread that is not DBOS's own, which is what asyncio.to_thread uses by now.
        with ThreadPoolExecutor(1) as thread:
            destroy = partial(DBOS.destroy, destroy_registry=True)
            await asyncio.get_running_loop().run_in_executor(thread, destroy)


async def _delete(workflows: Sequence[str]) -> None:
    """Delete workflows that run nowhere, or whose work is gone: a process that has one learns it at its next step."""
    for start in range(0, len(workflows), _AT_ONCE):
        some = list(workflows[start : start + _AT_ONCE])
        await DBOS.cancel_workflows_async(some)
        await DBOS.delete_workflows_async(some)


def _register_review(steps: Steps, running: Running) -> Workflow:
    """The workflow of a review and its steps. Their names are in the database: changing one needs a new PROTOCOL."""

    @DBOS.step(name="announce")
    async def announce(review: str) -> float | None:
        return await steps.announce(review)

    @DBOS.step(name="judge")
    async def judge(review: str) -> float | None:
        return await steps.judge(review)

    @DBOS.step(name="publish")
    async def publish(review: str) -> float | None:
        return await steps.publish(review)

    @DBOS.workflow(name="review")
    async def run(review: str) -> None:
        running.note(review)
        for step in (announce, judge, publish):
            await _until_done(step, review)

    return run


def _register_errand(errands: Errands, running: Running) -> Workflow:
    """The workflow of an errand, the same way."""

    @DBOS.step(name="errand")
    async def errand(errand: str) -> float | None:
        return await errands.run(errand)

    @DBOS.workflow(name="errand")
    async def run(one: str) -> None:
        running.note(one)
        await _until_done(errand, one)

    return run


async def _until_done(step: Step, one: str) -> None:
    """Call the step until it asks for no more waiting."""
    while (wait := await step(one)) is not None:
        if wait > 0:
            await DBOS.recv_async(_SUPERSEDED, timeout_seconds=wait)


def _config(database_url: str, executor_id: str) -> DBOSConfig:
    return {
        "name": "speckeeper",
        "system_database_url": database_url,
        "application_version": PROTOCOL,
        "executor_id": executor_id,
        "serializer": DBOSPortableJSONSerializer(),
        "sys_db_pool_size": 5,
        "max_executor_threads": 16,
        "notification_listener_polling_interval_sec": 0.5,
        "log_level": "WARNING",
    }


def _quiet() -> None:
    """Let DBOS log where everything else does."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())  # else DBOS adds a console of its own
        logger.propagate = True
