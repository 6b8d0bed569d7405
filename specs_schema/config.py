"""`.github/speckeeper.yml` as a model."""

from typing import Annotated, Literal

from pydantic import Field

from specs_schema.noun import Noun
from specs_schema.report import Severity

CONFIG_PATH = ".github/speckeeper.yml"


RuleSelector = Annotated[str, Field(pattern=r"^SPEC[0-9]{0,3}$")]
"""A rule's code (`SPEC201`), or the start of the codes of a family (`SPEC2`)."""


class RepoConfig(Noun):
    """How one repository wants to be reviewed. Read at the tip of the base branch, never from the pull request."""

    version: Literal[1] = Field(default=1, description="Version of this file's format")
    mode: Literal["advisory", "gate"] = Field(
        default="advisory", description="`advisory` never fails a check, `gate` does"
    )
    specs: tuple[str, ...] = Field(
        default=(), description="Folders of feature directories, beside the `specs/` folders that are found"
    )
    fail_on: tuple[RuleSelector, ...] = Field(
        default=("SPEC2", "SPEC3", "SPEC4"),
        description="Codes or code prefixes of the rules whose findings of severity `error` fail a check",
    )
    rules: dict[RuleSelector, Severity | Literal["off"]] = Field(
        default_factory=dict, description="Severity by rule code or code prefix; `off` switches a rule off"
    )
    ignore: tuple[str, ...] = Field(
        default=(), description="Changed files that are not considered, as patterns of `.gitignore`"
    )
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
