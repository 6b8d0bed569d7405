"""ReviewPlan → Dossier: everything that is read for one review."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.change import Change, ChangedFile
from app.domain.decisions import Decisions
from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.event import PullRequest
from app.domain.paths import is_noise, matches
from app.domain.repository import Blob, Hit
from app.ports import Repository, SpecReader, Unavailable
from app.stages.claims import claims, newly_done
from app.stages.imports import Modules
from app.stages.questions import questions, terms
from app.stages.resolve import Resolved, features_to_search, resolve, unknown_features
from app.workflow.code import with_code
from app.workflow.constitutions import changed_constitutions
from app.workflow.delivering import with_deliveries
from app.workflow.descriptions import committed_descriptions
from app.workflow.governing import governing
from app.workflow.spec_versions import SpecVersions, Trees, read_versions, with_moved
from specs_schema.config import RepoConfig
from specs_schema.config_layers import ReadConfig
from specs_schema.feature import FeatureDir
from specs_schema.formats import find_features

_LARGEST_FILE = 400_000  # bytes of a changed file that are looked at; specs and code are far below
_MOST_FILES = 400  # changed files whose text is read
_MOST_HITS = 20_000  # lines that the one search for all subjects may bring
_MOST_SEARCHED_FILES = 60
_MOST_USED_FILES = 60  # unchanged files whose definitions may be shown


@dataclass(frozen=True, slots=True)
class Instructions:
    """What the caller decides about a review, instead of the repository."""

    config: ReadConfig | None = None  # instead of the base branch's file
    features: tuple[str, ...] = ()  # feature directories, instead of resolution
    decisions: Decisions = field(default_factory=Decisions)
    search: bool = False  # whether head is searched for what the subjects name, as judging needs


def load(
    repository: Repository, reader: SpecReader, facts: PullRequest, instructions: Instructions | None = None
) -> Dossier:
    """Everything about the change that `facts` describes. Raises Unavailable and NotFound from the repository."""
    wanted = instructions or Instructions()
    trees = Trees(
        head=frozenset(entry.path for entry in repository.tree(facts.head_sha)),
        base=frozenset(entry.path for entry in repository.tree(facts.merge_base)),
    )
    change = repository.change(facts.merge_base, facts.head_sha)
    ruling = governing(repository, reader, facts, change, wanted.decisions)
    read, proposed = wanted.config or ruling.read, ruling.proposed
    config = read.config
    features = find_features([*trees.head, *trees.base], config.specs, config.formats)
    named = _named(wanted, features)
    resolved = _resolve(repository, facts, change, features, config) if named is None else named
    trees = with_moved(trees, features, change)
    specs = read_versions(repository, reader, facts, [one.feature for one in resolved], trees)
    dossier = Dossier(
        pull_request=facts,
        change=change,
        config=config,
        config_problems=read.problems,
        config_text=read.valid_text,
        configured=read.source != "defaults",
        proposed=proposed.config if proposed else None,
        proposed_problems=proposed.problems if proposed else (),
        decisions=wanted.decisions,
        constitutions=tuple(constitution for constitution, _ in ruling.constitutions),
        constitution_problems=tuple(problem for _, problems in ruling.constitutions for problem in problems),
        changed_constitutions=changed_constitutions(repository, reader, facts, change),
        features=_reviewed(resolved, specs, change, facts),
        known_features=tuple(feature.dir for feature in features),
        unknown_features=unknown_features(facts, features, config.find_by),
        paths=trees.head,
        base_paths=trees.base,
        skipped=_skipped(change, config),
        base_texts=specs.base_texts,
        descriptions=committed_descriptions(repository, reader, facts, specs.head.values(), trees.head, features),
    )
    dossier = with_deliveries(repository, with_code(repository, reader, dossier))
    return _with_texts(repository, dossier, specs, search=wanted.search)


def _named(wanted: Instructions, features: Sequence[FeatureDir]) -> tuple[Resolved, ...] | None:
    """The features that the caller or somebody's `/spec feature` names; None when nobody does."""
    corrected = wanted.decisions.feature
    if not wanted.features and not corrected:
        return None
    names = {feature.strip("/") for feature in wanted.features or (corrected,)}
    reason = "named by the caller" if wanted.features else "named by `/spec feature`"
    return tuple(Resolved(one, (reason,), 0) for one in features if one.dir in names)


def _resolve(
    repository: Repository, facts: PullRequest, change: Change, features: Sequence[FeatureDir], config: RepoConfig
) -> tuple[Resolved, ...]:
    found = resolve(facts, change, features, find_by=config.find_by)
    lists = features_to_search(features, config.find_by)
    changed = sorted(path for path in change.paths if "/" in path)
    if found or not lists or not changed:
        return found
    found = repository.search(facts.head_sha, changed[:_MOST_FILES], lists)
    return resolve(facts, change, features, found.hits, find_by=config.find_by)


def _reviewed(
    resolved: Sequence[Resolved], specs: SpecVersions, change: Change, facts: PullRequest
) -> tuple[ReviewedFeature, ...]:
    reviewed: list[ReviewedFeature] = []
    for number, one in enumerate(resolved):
        head, problems = specs.head.get(one.feature.dir, (None, ()))
        base, _ = specs.base.get(one.feature.dir, (None, ()))
        reviewed.append(
            ReviewedFeature(
                dir=one.feature,
                head=head,
                base=base,
                reasons=one.reasons,
                problems=problems,
                claims=claims(head, base, change, facts, primary=number == 0),
                newly_done=frozenset(task.key for task in newly_done(head, base)),
            )
        )
    return tuple(reviewed)


def _skipped(change: Change, config: RepoConfig) -> dict[str, str]:
    reasons = ((file.path, _why_skipped(file, config)) for file in change.files)
    return {path: why for path, why in reasons if why}


def _why_skipped(file: ChangedFile, config: RepoConfig) -> str:
    if matches(file.path, config.ignore):
        return "ignored by the configuration"
    if file.submodule:
        return "a submodule"
    if file.binary:
        return "binary"
    return file.unread or ("made by a tool" if is_noise(file.path) else "")


def _with_texts(repository: Repository, dossier: Dossier, specs: SpecVersions, *, search: bool) -> Dossier:
    """`dossier` with the texts of documents, changed files and named files, and what a search found."""
    documents = {path: _text(blob) for path, blob in specs.blobs.items()}
    if not search:
        return replace(dossier, texts=documents)
    head = dossier.pull_request.head_sha
    considered = [
        file.path for file in dossier.change.files if file.status != "deleted" and file.path not in dossier.skipped
    ]
    hits = _search(repository, dossier)
    found = {hit.path for of_term in hits.values() for hit in of_term}
    paths = [*considered[:_MOST_FILES], *sorted(found - set(considered))[:_MOST_SEARCHED_FILES]]
    texts = _texts(repository, head, paths)
    skipped = {path: "not text, or too large" for path in considered if path not in texts}
    used = _used(dossier, {path: texts[path] for path in considered if path in texts})
    more = _texts(repository, head, [path for path in used if path not in texts])
    return replace(
        dossier,
        texts={**documents, **texts, **more},
        used=frozenset(used),
        hits=hits,
        skipped={**dossier.skipped, **skipped},
    )


def _texts(repository: Repository, commit: str, paths: Sequence[str]) -> dict[str, str]:
    """The files that are text and not too large."""
    if not paths:
        return {}
    blobs = repository.read(commit, paths, _LARGEST_FILE)
    return {path: _text(blob) for path, blob in blobs.items() if b"\0" not in blob.data}


def _used(dossier: Dossier, changed: Mapping[str, str]) -> tuple[str, ...]:
    """Unchanged files that the changed ones import or name, those that most of them use first."""
    modules = Modules(path for path in dossier.paths if not is_noise(path))
    counted = Counter(one for path, text in changed.items() for one in modules.used_by(path, text))
    others = [(path, number) for path, number in counted.items() if path not in dossier.change.paths]
    return tuple(path for path, _ in sorted(others, key=lambda pair: (-pair[1], pair[0]))[:_MOST_USED_FILES])


def _search(repository: Repository, dossier: Dossier) -> dict[str, tuple[Hit, ...]]:
    """Head searched for all that the claimed subjects name, feature directories left out.

    What common terms crowd out of one search is searched for again without them: a term that is not among the
    answers stands nowhere.
    """
    wanted = dict.fromkeys(
        term for feature in dossier.features for question in questions(feature) for term in terms(question.subject)
    )
    outside = [":(top)", *(f":(top,exclude){feature.dir.dir}" for feature in dossier.features)]
    known: dict[str, tuple[Hit, ...]] = {}
    while left := [term for term in wanted if term not in known]:
        found = repository.search(dossier.pull_request.head_sha, left, outside, _MOST_HITS, any_case=True)
        lines = [(hit, hit.text.lower()) for hit in found.hits]
        told = {term: tuple(hit for hit, line in lines if term.lower() in line) for term in left}
        fresh = {term: hits for term, hits in told.items() if hits}
        known.update(fresh)
        if found.complete:
            break
        if not fresh:
            raise Unavailable("Git found more lines than it could be told to show, and none of them for what was asked")
    return known


def _text(blob: Blob) -> str:
    return blob.data.decode("utf-8", "replace")
