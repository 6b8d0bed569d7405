"""The workflows that run in this process."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

_log = structlog.stdlib.get_logger()


class Running:
    """Which workflow is which task. Those that are to leave are deleted by `delete` when they have ended.

    A workflow that is deleted in its middle fails at its next step, because the engine no longer knows it.
    """

    def __init__(self, delete: Callable[[Sequence[str]], Awaitable[None]]) -> None:
        self._delete = delete
        self._tasks: dict[str, asyncio.Task[object]] = {}
        self._leaving: set[str] = set()
        self._deleting: set[asyncio.Task[None]] = set()

    def note(self, workflow: str) -> None:
        """The current task runs the workflow. To be called within it."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks[workflow] = task
            task.add_done_callback(lambda ended: self._ended(workflow, ended))

    def leave(self, workflow: str) -> bool:
        """Delete the workflow when it has ended; False when it does not run here."""
        if workflow not in self._tasks:
            return False
        self._leaving.add(workflow)
        return True

    async def let_go(self) -> None:
        """Cancel what runs, and wait for that and for what is being deleted."""
        tasks = tuple(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, *self._deleting, return_exceptions=True)

    def _ended(self, workflow: str, task: asyncio.Task[object]) -> None:
        if self._tasks.get(workflow) is task:
            del self._tasks[workflow]
        # One that was cancelled has not ended: the next process takes it up, and finds out that its work is gone.
        if workflow in self._leaving and not task.cancelled():
            self._leaving.discard(workflow)
            deleting = asyncio.get_running_loop().create_task(self._leave(workflow))
            self._deleting.add(deleting)
            deleting.add_done_callback(self._deleting.discard)

    async def _leave(self, workflow: str) -> None:
        try:
            await self._delete([workflow])
        except Exception:  # noqa: BLE001 - the edge of this task: what is left is deleted with all that ended, in an hour
            _log.exception("workflow.not_deleted", workflow=workflow)
