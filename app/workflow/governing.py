"""What rules a review: configuration and constitutions at the tip of the base branch, never those of the change."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.change import Change
from app.domain.decisions import Decisions
from app.domain.event import PullRequest
from app.domain.repository import Blob
from app.domain.specs import ReadConstitution
from app.ports import Repository, SpecReader
from app.stages.configuration import proposed_configuration
from specs_schema.config import CONFIG_PATH
from specs_schema.config_layers import ReadConfig, read_configs
from specs_schema.formats import constitution_paths


@dataclass(frozen=True, slots=True)
class Governing:
    """The configuration in force, the constitutions, and the configuration that the change would bring."""

    read: ReadConfig
    constitutions: tuple[ReadConstitution, ...]
    proposed: ReadConfig | None


def governing(
    repository: Repository, reader: SpecReader, facts: PullRequest, change: Change, decisions: Decisions
) -> Governing:
    """All of it, from Git. `facts.defaults` is the organisation's configuration."""
    entries = repository.tree(facts.base_sha)
    blobs = repository.read(facts.base_sha, [CONFIG_PATH, *constitution_paths([entry.path for entry in entries])])
    text = _config_text(blobs)
    return Governing(
        read=read_configs(text, facts.defaults, decisions.last_valid),
        constitutions=_constitutions(reader, blobs),
        proposed=_proposed(repository, facts, change, text),
    )


def _proposed(repository: Repository, facts: PullRequest, change: Change, base: str | None) -> ReadConfig | None:
    if CONFIG_PATH not in change.paths:
        return None
    head = _config_text(repository.read(facts.head_sha, [CONFIG_PATH]))
    merge_base = _config_text(repository.read(facts.merge_base, [CONFIG_PATH]))
    return proposed_configuration(base, head, merge_base, facts.defaults)


def _config_text(blobs: Mapping[str, Blob]) -> str | None:
    blob = blobs.get(CONFIG_PATH)
    return blob.data.decode("utf-8", "replace") if blob else None


def _constitutions(reader: SpecReader, blobs: Mapping[str, Blob]) -> tuple[ReadConstitution, ...]:
    paths = [path for path in blobs if path != CONFIG_PATH]
    return tuple(reader.read([], blobs, paths).constitutions.values()) if paths else ()
