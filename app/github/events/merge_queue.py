"""`merge_group`."""

from typing import Final

from app.domain.event import Event, MergeGroupEvent
from app.github.events.payload import NO_INSTALLATION, Narrow, Payload, Sha

ACTIONS: Final = frozenset({"checks_requested"})


class _MergeGroup(Narrow):
    head_sha: Sha
    base_sha: Sha
    base_ref: str


class _MergeGroupPayload(Payload):
    merge_group: _MergeGroup


def read_merge_group(delivery: str, body: bytes) -> Event:
    """The event of a `merge_group` webhook. Its sender is often the queue itself, which is a bot."""
    payload = _MergeGroupPayload.model_validate_json(body)
    if payload.installation is None:
        return NO_INSTALLATION
    group = payload.merge_group
    return MergeGroupEvent(
        **payload.common(delivery, payload.installation),
        head_sha=group.head_sha,
        base_sha=group.base_sha,
        base_ref=group.base_ref.removeprefix("refs/heads/"),
    )
