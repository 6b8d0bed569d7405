"""`.github/speckeeper.yml` as a model."""

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, ConfigDict, Field

from specs_schema import config_values as values
from specs_schema.noun import Noun
from specs_schema.report import Severity

CONFIG_PATH = ".github/speckeeper.yml"

RuleSelector = Annotated[str, Field(pattern=values.RULE_FORM)]
"""A rule's code (`SPEC201`), or the start of the codes of a family (`SPEC2`)."""

Pattern = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(values.path_pattern)]
"""A pattern of `.gitignore`: `*`, `**`, `?`, a leading `!`; no sets of characters."""

Folder = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(values.folder)]
"""A folder, from the top of the repository; `/` is the whole repository."""

Day = Annotated[
    str,
    Field(pattern=values.DAY_FORM, json_schema_extra={"format": "date"}),
    AfterValidator(values.existing_day),
]
"""A day that exists, in ISO 8601."""

Login = Annotated[str, Field(max_length=100, pattern=values.LOGIN_FORM)]
Label = Annotated[str, Field(max_length=100, pattern=values.TEXT_FORM)]

Signal = Literal["trailer", "tasks", "branch", "title", "body", "touched", "overlap"]
"""A way in which a change is taken for a feature."""

EVERY_SIGNAL: tuple[Signal, ...] = get_args(Signal)

Command = Literal["verify", "status", "explain", "waive", "unwaive", "feature", "config", "help", "accept"]


Depth = Literal["quick", "standard", "deep"]


class Waiver(Noun):
    """An accountable exception for one subject."""

    subject: Annotated[str, Field(max_length=200, pattern=values.TEXT_FORM)] = Field(
        description="Id of the subject, as `FR-003`"
    )
    reason: Annotated[str, Field(max_length=1_000, pattern=values.TEXT_FORM)] = Field(
        description="Why it may stay as it is"
    )
    author: Annotated[str, Field(max_length=100, pattern=values.TEXT_FORM)] = Field(description="Who answers for it")
    until: Day | None = Field(default=None, description="Last day it holds, as `2026-12-31`; without it, no end")
    feature: Annotated[str, Field(max_length=500), AfterValidator(values.feature_directory)] = Field(
        default="", description="Feature directory; without it, whichever feature has the subject"
    )


class Comments(Noun):
    """Inline comments on the pull request."""

    max: Annotated[int, Field(ge=0, le=50)] = Field(
        default=10, description="Most inline comments of one review; `0`: annotations alone"
    )


class Labels(Noun):
    """Labels of pull requests that decide whether there is a review. Upper and lower case are the same."""

    skip: tuple[Label, ...] = Field(default=(), description="A pull request with one of these is not reviewed")
    require: tuple[Label, ...] = Field(
        default=(), description="Only a pull request with one of these is reviewed; without any: every one"
    )


class Authors(Noun):
    """Authors of pull requests that are not reviewed."""

    skip: tuple[Login, ...] = Field(
        default=(), description="Logins, as `dependabot[bot]`; upper and lower case are the same"
    )


class Commands(Noun):
    """Who may use `/spec` commands."""

    who: Literal["read", "triage", "write", "maintain", "admin"] = Field(
        default="write", description="Least permission on the repository that may use every command"
    )
    author: tuple[Literal["verify", "status", "explain", "help", "config"], ...] = Field(
        default=("verify", "status", "explain", "help", "config"),
        description="What the author of a pull request may use without that permission",
    )


class Scope(Noun):
    """Files that a change may touch without a plan, or not at all."""

    allow: tuple[Pattern, ...] = Field(
        default=(), description="Files that need no task and no plan, as patterns of `.gitignore`"
    )
    forbid: tuple[Pattern, ...] = Field(
        default=(), description="Files that no change may touch, as patterns of `.gitignore`"
    )


class Budget(Noun):
    """What reviews may cost, in US dollars at list price; never more than the operator allows."""

    review: Annotated[float, Field(ge=0, le=1_000)] | None = Field(
        default=None, description="One review; `0`: rules alone; without it: what the operator allows"
    )
    day: Annotated[float, Field(ge=0, le=10_000)] | None = Field(
        default=None, description="All reviews of this repository in 24 hours; without it: what the operator allows"
    )


class RepoConfig(Noun):
    """How one repository wants to be reviewed. Read at the tip of the base branch, never from the pull request."""

    model_config = ConfigDict(title=f"Speckeeper: {CONFIG_PATH}")

    version: Literal[1] = Field(default=1, description="Version of this file's format")
    mode: Literal["advisory", "gate"] = Field(
        default="advisory", description="`advisory` never fails a check, `gate` does"
    )
    specs: tuple[Folder, ...] = Field(
        default=(), description="Folders of feature directories, beside the `specs/` folders that are found"
    )
    formats: Annotated[tuple[Literal["speckit"], ...], Field(min_length=1)] = Field(
        default=("speckit",), description="Formats of specs that are looked for"
    )
    find_by: Annotated[tuple[Signal, ...], Field(min_length=1)] = Field(
        default=EVERY_SIGNAL,
        description="What ties a change to a feature: a `Spec:` trailer, its task list, the branch, the title, the "
        "description, other files of the feature, an open task that names a changed file",
    )
    fail_on: tuple[RuleSelector, ...] = Field(
        default=("SPEC2", "SPEC3", "SPEC4", "SPEC7"),
        description="Codes or code prefixes of the rules whose findings of severity `error` fail a check",
    )
    rules: dict[RuleSelector, Severity | Literal["off"]] = Field(
        default_factory=dict,
        description="Severity by rule code or code prefix, the longest prefix wins; `off` switches a rule off",
        # A mistyped code is an error, and an editor is to show it.
        json_schema_extra={"additionalProperties": False},
    )
    ignore: tuple[Pattern, ...] = Field(
        default=(), description="Changed files that are not considered, as patterns of `.gitignore`"
    )
    scope: Scope = Field(default_factory=Scope, description="Files that a change may touch")
    waivers: tuple[Waiver, ...] = Field(default=(), description="Accountable exceptions")
    comments: Comments = Field(default_factory=Comments, description="Inline comments")
    drafts: Literal["skip", "review"] = Field(default="skip", description="Whether drafts are reviewed")
    labels: Labels = Field(default_factory=Labels, description="Labels that decide whether there is a review")
    authors: Authors = Field(default_factory=Authors, description="Authors who are not reviewed")
    forks: Literal["review", "on_request", "off"] = Field(
        default="on_request",
        description="Pull requests from forks by people without write access: `on_request` reviews them by rules "
        "alone until somebody with write access comments `/spec verify`, `off` does not review them at all",
    )
    commands: Commands = Field(default_factory=Commands, description="Who may use `/spec` commands")
    spec_changes: Literal["report", "require_acceptance"] | None = Field(
        default=None,
        description="Whether a weakened or removed requirement needs acceptance, by somebody with write access who "
        "is no author of the change; without it: `require_acceptance` in gate mode, `report` in advisory mode",
    )
    depth: Depth = Field(
        default="standard",
        description="How thoroughly it is judged: `quick` on the evidence alone, `standard` with readers who "
        "look further where the evidence leaves something open, `deep` the same with fewer questions at a time",
    )
    model: Literal["standard", "economy"] = Field(
        default="standard", description="Tier of the model; the operator decides which model a tier is"
    )
    budget: Budget = Field(default_factory=Budget, description="What reviews may cost")
    on_unjudged: Literal["block", "allow"] = Field(
        default="block", description="Gate mode, when more than half of the claims could not be judged"
    )
    on_outage: Literal["block", "allow"] = Field(
        default="allow", description="Gate mode, when the model stayed away for `patience`"
    )
    on_no_claim: Literal["block", "allow"] = Field(
        default="allow", description="Gate mode, when a feature is touched and nothing is claimed"
    )
    patience: Annotated[int, Field(ge=0, le=86_400)] = Field(
        default=7_200, description="Seconds for which an outage is waited out"
    )
