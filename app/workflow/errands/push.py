"""The default branch has another configuration: it is validated, and the commit says what came of it."""

from typing import Final

from app.domain.event import PushEvent
from app.stages.configuration import configuration_output
from app.workflow.errands.job import Job, plan_at
from specs_schema.config import CONFIG_PATH
from specs_schema.config_layers import read_configs

CHECK: Final = "speckeeper configuration"


async def push(job: Job, event: PushEvent) -> None:
    """Validate the file at the pushed commit. One that was removed has nothing to be said of."""
    talk = await job.talk()
    text = await talk.file(event, event.head_sha, CONFIG_PATH)
    if text is None:
        return
    decisions = await job.books.decisions(plan_at(event, 0, event.head_sha))
    read = read_configs(text, await talk.defaults(event), decisions.last_valid)
    if read.valid_text is not None:
        await job.books.keep_configuration(event.repository_id, read.valid_text)
    await talk.write_check(event, event.head_sha, CHECK, configuration_output(read))
