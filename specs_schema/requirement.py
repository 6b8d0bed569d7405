"""What spec.md and data-model.md say: stories, scenarios, requirements, criteria, entities."""

from typing import Literal

from specs_schema.noun import Noun
from specs_schema.span import Span
from specs_schema.subject import Strength, Subject


class Requirement(Subject):
    """A functional or non-functional requirement (`FR-001`, `NFR-2`, `FR-017b`)."""

    kind: Literal["requirement"] = "requirement"
    strength: Strength | None = None  # the strongest of MUST/SHALL, SHOULD, MAY in its text
    heading: str = ""  # the nearest heading above it
    cites: tuple[str, ...] = ()  # ids of other subjects and stories named in its text


class SuccessCriterion(Subject):
    """A measurable outcome (`SC-001`)."""

    kind: Literal["success_criterion"] = "success_criterion"


class Scenario(Subject):
    """One acceptance scenario. Its id is the story and its number: `US1/AC2`.

    Spec Kit's template gives scenarios no id; this is the form in which `/speckit.converge` refers to them.
    """

    kind: Literal["scenario"] = "scenario"
    story: str = ""  # id of the story it belongs to


class Story(Noun):
    """A user story: `id` is `US1`, `priority` is `P1` or None where the document gives none."""

    id: str
    title: str
    priority: str | None
    text: str
    span: Span
    scenarios: tuple[Scenario, ...] = ()


class EntityField(Noun):
    """One field or rule line of an entity, as the document words it.

    `declared`: it is certainly a field, and `name` its name: a row of a table of fields with their types, or an
    identifier in a list that is headed `Fields`.
    """

    name: str
    text: str
    span: Span
    declared: bool = False


class Entity(Subject):
    """A key entity of spec.md or an entity of data-model.md; `id` is its name."""

    kind: Literal["entity"] = "entity"
    fields: tuple[EntityField, ...] = ()


class Statement(Noun):
    """A line of the spec that is not a subject: an edge case, an assumption, a clarification."""

    kind: Literal["edge_case", "assumption", "clarification", "open_clarification"]
    text: str
    span: Span
