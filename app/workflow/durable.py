"""The durable workflow: announce, judge, publish. DBOS remembers which step is done, across crashes.

Arguments and results are ids and seconds, as plain JSON; everything else is in the ledger.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetEnqueueOptions, SetWorkflowID

from app.workflow.steps import Steps

# Changes only when workflows that were begun by an older version could not be ended by this one. DBOS would take
# a hash of the source, and leave what was begun before an upgrade pending for ever.
PROTOCOL: Final = "1"
_QUEUE: Final = "reviews"
_SUPERSEDED: Final = "superseded"
_RUNNING: Final = ["PENDING", "ENQUEUED", "DELAYED"]
Workflow = Callable[[str], Coroutine[None, None, None]]


class Engine:
    """DBOS in this process. One at a time: DBOS itself is a singleton.

    `launch` belongs on the event loop that serves requests, because workflows then run on the same loop and share
    its clients.
    """

    def __init__(self, steps: Steps, database_url: str, executor_id: str, polling: float = 0.25) -> None:
        self._steps = steps
        self._polling = polling
        self._tasks: set[asyncio.Task[object]] = set()
        _quiet()
        self._workflow = _register(steps, self._tasks)
        DBOS(config=_config(database_url, executor_id))

    async def launch(self) -> None:
        """Create or migrate the engine's tables, and take up what this executor left behind."""
        DBOS.launch()  # here and not in a thread: DBOS runs workflows on the loop that it sees now
        await DBOS.register_queue_async(
            _QUEUE, partition_concurrency=1, worker_concurrency=64, polling_interval_sec=self._polling
        )

    async def start(self, review: str, partition: str) -> None:
        """Enqueue the workflow of a review; does nothing when it exists. Reviews of one partition run in turn."""
        queue = await DBOS.retrieve_queue_async(_QUEUE)
        if queue is None:
            raise RuntimeError("the engine is not launched")
        with SetWorkflowID(review), SetEnqueueOptions(queue_partition_key=partition):
            await queue.enqueue_async(self._workflow, review)

    async def interrupt(self, review: str) -> None:
        """Let a superseded review end soon, wherever it runs or waits."""
        self._steps.interruptions.interrupt(review)
        await DBOS.send_async(review, None, _SUPERSEDED)

    async def recover(self, executors: tuple[str, ...]) -> int:
        """Take over what dead executors left behind; how many reviews."""
        # DBOS offers this to its proprietary conductor alone; it is safe to ask for twice.
        recover = DBOS._recover_pending_workflows  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        return len(await asyncio.to_thread(recover, list(executors)))

    async def running(self) -> int:
        """How many reviews run or wait. Raises when the engine's database does not answer."""
        return len(await DBOS.list_workflows_async(status=_RUNNING, queue_name=_QUEUE, load_input=False, limit=1000))

    async def prune(self, before: str) -> int:
        """Delete what ended before that moment (ISO 8601); how many workflows."""
        ended = await DBOS.list_workflows_async(
            status=["SUCCESS", "ERROR", "CANCELLED"], end_time=before, load_input=False, limit=1000
        )
        await DBOS.delete_workflows_async([one.workflow_id for one in ended])
        return len(ended)

    async def stop(self) -> None:
        """Let go of what runs: it is taken up where it stands, by the next process or by another."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        # In a thread that is not DBOS's own, which is what asyncio.to_thread uses by now.
        with ThreadPoolExecutor(1) as thread:
            destroy = partial(DBOS.destroy, destroy_registry=True)
            await asyncio.get_running_loop().run_in_executor(thread, destroy)


def _register(steps: Steps, tasks: set[asyncio.Task[object]]) -> Workflow:
    """The workflow and its steps. Their names are in the database: changing one needs a new PROTOCOL."""

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
        task = asyncio.current_task()
        if task is not None:
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        for step in (announce, judge, publish):
            while (wait := await step(review)) is not None:
                if wait > 0:
                    await DBOS.recv_async(_SUPERSEDED, timeout_seconds=wait)

    return run


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
