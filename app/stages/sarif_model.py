"""What we write of SARIF 2.1.0 (an OASIS standard): the objects and properties that a report needs, and no others.

The two packages that offer the whole model are no help: sarif-om has not been released since 2019, and sarif-pydantic
0.6 has no `suppressions` and no notifications of an invocation. Tests hold what we write against the official schema.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Level = Literal["none", "note", "warning", "error"]
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"  # the name by which GitHub knows the top of a repository


class Sarif(BaseModel):
    """A frozen object whose properties are written in SARIF's camel case; None is left out."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class Text(Sarif):
    """A message: plain text, and the same as Markdown where a viewer shows it."""

    text: str
    markdown: str | None = None


class Artifact(Sarif):
    """A file, relative to a base; without `uri`, what the base is."""

    uri: str | None = None
    uri_base_id: str | None = None
    description: Text | None = None


class Region(Sarif):
    """Whole lines, counted from 1."""

    start_line: int = Field(ge=1)
    end_line: int = Field(ge=1)


class Physical(Sarif):
    """Lines of a file, or the file."""

    artifact_location: Artifact
    region: Region | None = None


class Location(Sarif):
    """A place, and what there is to say of it."""

    id: int | None = Field(default=None, ge=0)
    physical_location: Physical
    message: Text | None = None


class Suppression(Sarif):
    """Why a result is not told. `external`: not by a mark in the file itself."""

    kind: Literal["external"] = "external"
    status: Literal["accepted"] = "accepted"
    justification: str


class ResultProperties(Sarif):
    """What SARIF has no property for."""

    feature: str
    subject: str
    hint: str
    searched: tuple[str, ...] = ()


class Result(Sarif):
    """One finding."""

    rule_id: str
    rule_index: int | None = Field(default=None, ge=0)
    level: Level
    message: Text
    locations: tuple[Location, ...]
    related_locations: tuple[Location, ...] | None = None
    partial_fingerprints: dict[str, str]
    suppressions: tuple[Suppression, ...] | None = None
    properties: ResultProperties


class Configuration(Sarif):
    """The level that a rule has without configuration."""

    level: Level


class RuleProperties(Sarif):
    """By what rules can be filtered."""

    tags: tuple[str, ...]


class Descriptor(Sarif):
    """A rule."""

    id: str
    name: str
    short_description: Text
    full_description: Text
    help: Text
    help_uri: str | None = None
    default_configuration: Configuration
    properties: RuleProperties


class Component(Sarif):
    """The program that found it."""

    name: str
    version: str
    semantic_version: str | None = None
    rules: tuple[Descriptor, ...]


class Tool(Sarif):
    """The driver, without extensions."""

    driver: Component


class Notification(Sarif):
    """What the run has to say about itself."""

    level: Level
    message: Text
    locations: tuple[Location, ...] | None = None


class Invocation(Sarif):
    """Whether the run could do what it was asked for."""

    execution_successful: bool
    tool_configuration_notifications: tuple[Notification, ...] = ()
    tool_execution_notifications: tuple[Notification, ...] = ()


class RevisionProperties(Sarif):
    """What the revision was compared with."""

    base: str
    merge_base: str


class Revision(Sarif):
    """Which commit was looked at."""

    repository_uri: str
    revision_id: str
    mapped_to: Artifact
    properties: RevisionProperties


class RunProperties(Sarif):
    """What the review came to."""

    repository: str
    base: str
    head: str
    merge_base: str
    mode: str
    conclusion: str
    title: str


class Automation(Sarif):
    """The kind of run that this one is; GitHub keeps the results of each apart."""

    id: str


class Run(Sarif):
    """One review."""

    tool: Tool
    invocations: tuple[Invocation, ...]
    automation_details: Automation
    version_control_provenance: tuple[Revision, ...] | None = None
    original_uri_base_ids: dict[str, Artifact]
    results: tuple[Result, ...]
    properties: RunProperties


class Log(Sarif):
    """The file."""

    schema_uri: str = Field(default=SCHEMA, alias="$schema")
    version: Literal["2.1.0"] = "2.1.0"
    runs: tuple[Run, ...]

    def text(self) -> str:
        """The file's content."""
        return self.model_dump_json(by_alias=True, exclude_none=True, indent=2) + "\n"
