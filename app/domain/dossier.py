"""All that was loaded for one review."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.change import Change
from app.domain.claim import Claim
from app.domain.decisions import Decisions
from app.domain.event import PullRequest
from app.domain.repository import Hit
from specs_schema.config import RepoConfig
from specs_schema.constitution import Constitution
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
    features: tuple[ReviewedFeature, ...] = ()
    known_features: tuple[str, ...] = ()  # every feature directory, at head or at the merge base
    unknown_features: tuple[str, ...] = ()  # what `Spec:` trailers name and nobody knows
    paths: frozenset[str] = frozenset()  # every file at head
    base_paths: frozenset[str] = frozenset()  # every file at the merge base
    # Files at head that could be read: the features' documents, changed files, files in which a search found something.
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    hits: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict[str, tuple[Hit, ...]])  # by searched term
    skipped: Mapping[str, str] = field(default_factory=dict[str, str])  # changed files not considered, and why
