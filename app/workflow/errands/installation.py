"""Where the App is installed: known, and forgotten with all data on removal."""

from collections.abc import Sequence

import structlog

from app.domain.event import InstallationEvent, RepositoryEvent, RepositoryRef
from app.workflow.errands.job import Job

_log = structlog.stdlib.get_logger()


async def installation(job: Job, event: InstallationEvent) -> None:
    """Know an installation, or forget it, or some of its repositories."""
    if event.action == "deleted":
        await forget(job, event.installation_id)
        return
    if event.removed:
        await forget(job, event.installation_id, event.removed)
    if event.action != "removed":
        await job.books.installed(event)


async def repository(job: Job, event: RepositoryEvent) -> None:
    """A repository that has another name by now, or is gone."""
    if event.action == "deleted":
        await forget(job, event.installation_id, (event.repository_id,))
    else:
        where = RepositoryRef(
            installation_id=event.installation_id, repository_id=event.repository_id, repository=event.repository
        )
        await job.books.renamed(where)


async def forget(job: Job, installation_id: int, repositories: Sequence[int] = ()) -> None:
    """Delete all rows, those of the durable engine included; its row of this errand goes when the errand has ended."""
    forgotten = await job.books.forget(installation_id, repositories)
    if job.errand.id in forgotten:
        job.on_gone(job.errand.id)
    others = tuple(one for one in forgotten if one != job.errand.id)
    if others:
        await job.on_forgotten(others)
    _log.info("errand.forgotten", installation=installation_id, repositories=len(repositories), work=len(others))
