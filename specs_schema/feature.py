"""A feature: all that one feature directory says."""

from typing import Literal

from specs_schema.contract import Contract
from specs_schema.noun import Noun
from specs_schema.plan import Checklist, Plan, QuickstartStep
from specs_schema.requirement import Entity, Requirement, Statement, Story, SuccessCriterion
from specs_schema.span import Span
from specs_schema.subject import Decision, Subject
from specs_schema.task import Task

Format = Literal["speckit", "openspec", "kiro"]
Role = Literal["spec", "plan", "tasks", "research", "data_model", "quickstart", "contract", "checklist", "other"]


class FeatureDir(Noun):
    """Where a feature lives, known from paths alone, before anything is read.

    `root` is the project it belongs to: the directory that holds `.specify/` (empty: the repository itself).
    `number` is the numeric or timestamp prefix of its name, which is not unique within a project.
    """

    dir: str
    format: Format
    root: str = ""
    number: str = ""

    @property
    def name(self) -> str:
        """The last part of the directory."""
        return self.dir.rsplit("/", 1)[-1]


class Document(Noun):
    """One file of the feature that was read; `role` is its name in Spec Kit's layout."""

    path: str
    role: Literal["spec", "plan", "tasks", "research", "data_model", "quickstart", "contract", "checklist", "other"]
    span: Span


class Feature(Noun):
    """One feature directory, read. Order is the order of the documents."""

    dir: str
    format: Format
    root: str = ""
    number: str = ""
    title: str = ""
    branch: str = ""  # the `Feature Branch` line of spec.md
    documents: tuple[Document, ...] = ()
    stories: tuple[Story, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    success_criteria: tuple[SuccessCriterion, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    plan: Plan | None = None
    decisions: tuple[Decision, ...] = ()
    tasks: tuple[Task, ...] = ()
    contracts: tuple[Contract, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    quickstart: tuple[QuickstartStep, ...] = ()

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Everything a verdict can be about, in the order in which a report lists it."""
        return (
            *self.requirements,
            *(scenario for story in self.stories for scenario in story.scenarios),
            *self.success_criteria,
            *(operation for contract in self.contracts for operation in contract.operations),
            *self.entities,
            *self.decisions,
            *self.tasks,
        )
