"""All that was loaded for one review."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.change import Change
from app.domain.claim import Claim
from app.domain.code import ReadCode
from app.domain.decisions import Decisions
from app.domain.event import PullRequest
from app.domain.repository import Hit
from specs_schema.config import RepoConfig
from specs_schema.constitution import Constitution
from specs_schema.contract import Contract
from specs_schema.feature import Feature, FeatureDir
from specs_schema.problem import SpecProblem


@dataclass(frozen=True, slots=True)
class ReviewedFeature:
    """A feature that the change is held to: at head, at the merge base, and why this one.

    `head` is None when the change deletes the feature, `base` when the change brings it.
    """

    dir: FeatureDir
    head: Feature | None
    base: Feature | None
    reasons: tuple[str, ...]
    problems: tuple[SpecProblem, ...] = ()  # of the documents at head
    claims: tuple[Claim, ...] = ()
    newly_done: frozenset[str] = frozenset()  # keys of the tasks that the change ticks

    def claims_on(self, subject: str) -> tuple[Claim, ...]:
        """Every reason why `subject` (a key) is demanded of this change."""
        return tuple(claim for claim in self.claims if claim.subject == subject)


@dataclass(frozen=True, slots=True)
class ChangedConstitution:
    """A constitution that the change brings, edits or removes: at the merge base, at head, and its text at head.

    No rule of the review comes from here: what rules it are `Dossier.constitutions`.
    """

    path: str
    before: Constitution | None
    after: Constitution | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class CommittedDescription:
    """An `openapi.json` or the like at head outside the feature directories, with its text."""

    contract: Contract
    text: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Configuration and constitutions from the base branch's tip, the rest from merge base and head."""

    pull_request: PullRequest
    change: Change
    config: RepoConfig
    config_problems: tuple[SpecProblem, ...] = ()
    config_text: str | None = None  # the repository's own file at the base branch, where it is valid
    configured: bool = False  # there is a configuration file, in the repository or its organisation
    proposed: RepoConfig | None = None  # the configuration that this change would bring, when it edits the file
    proposed_problems: tuple[SpecProblem, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)
    constitutions: tuple[Constitution, ...] = ()
    constitution_problems: tuple[SpecProblem, ...] = ()
    changed_constitutions: tuple[ChangedConstitution, ...] = ()
    features: tuple[ReviewedFeature, ...] = ()
    known_features: tuple[str, ...] = ()  # every feature directory, at head or at the merge base
    unknown_features: tuple[str, ...] = ()  # what `Spec:` trailers name and nobody knows
    paths: frozenset[str] = frozenset()  # every file at head
    base_paths: frozenset[str] = frozenset()  # every file at the merge base
    # Files at head that hold a name by which a new module could be reached; a name that was not searched for is absent.
    mentions: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    ignored: tuple[str, ...] = ()  # patterns of the `.gitignore` at the top of head
    # Files at head that could be read: the features' documents, changed files, files in which a search found something.
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    used: frozenset[str] = frozenset()  # unchanged files that changed ones make use of
    base_texts: Mapping[str, str] = field(default_factory=dict[str, str])  # contracts at the merge base that differ
    descriptions: tuple[CommittedDescription, ...] = ()
    code: ReadCode = field(default_factory=ReadCode)  # routes and models at head, where a contract has operations
    hits: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict[str, tuple[Hit, ...]])  # by searched term
    skipped: Mapping[str, str] = field(default_factory=dict[str, str])  # changed files not considered, and why
