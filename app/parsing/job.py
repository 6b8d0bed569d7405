"""What a child process is asked to read, and what it answers. Both travel as JSON."""

from pydantic import BaseModel, ConfigDict

from specs_schema.constitution import Constitution
from specs_schema.contract import Contract
from specs_schema.feature import Feature, FeatureDir
from specs_schema.problem import SpecProblem


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FeatureJob(_Message):
    """A feature directory with the text of its documents by path."""

    feature: FeatureDir
    documents: dict[str, str]


class ConstitutionJob(_Message):
    """One constitution."""

    path: str
    text: str


class DescriptionJob(_Message):
    """One description of an interface outside the feature directories."""

    path: str
    text: str


class Job(_Message):
    """All that one child reads."""

    features: tuple[FeatureJob, ...] = ()
    constitutions: tuple[ConstitutionJob, ...] = ()
    descriptions: tuple[DescriptionJob, ...] = ()


class FeatureResult(_Message):
    """A feature as read, with the problems of its documents."""

    feature: Feature
    problems: tuple[SpecProblem, ...] = ()


class ConstitutionResult(_Message):
    """A constitution as read, with its problems."""

    constitution: Constitution
    problems: tuple[SpecProblem, ...] = ()


class Result(_Message):
    """The answers to a job, in its order."""

    features: tuple[FeatureResult, ...] = ()
    constitutions: tuple[ConstitutionResult, ...] = ()
    descriptions: tuple[Contract, ...] = ()
