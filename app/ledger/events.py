"""Events as JSON, those of the first version among them."""

from typing import Final

from pydantic import TypeAdapter, ValidationError

from app.domain.event import PullRequestEvent, WorkEvent

_EVENT: Final[TypeAdapter[WorkEvent]] = TypeAdapter(WorkEvent)


def read(text: str) -> WorkEvent:
    """The event. Raises ValidationError when another version of this program wrote it and this one cannot read it."""
    try:
        return _EVENT.validate_json(text)
    except ValidationError as error:
        if error.errors(include_input=False)[0]["type"] != "union_tag_not_found":
            raise
    return PullRequestEvent.model_validate_json(text)  # the first version knew no other kind, and did not name it
