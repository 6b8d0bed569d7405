"""The documents of features at head and at the merge base."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.change import Change
from app.domain.event import PullRequest
from app.domain.repository import Blob
from app.domain.specs import ReadFeature, ReadSpecs
from app.ports import Repository, SpecReader
from app.workflow.descriptions import base_texts
from app.workflow.moved import moved_features, under_new_name
from app.workflow.unread import LARGEST_DOCUMENT, with_unread
from specs_schema.feature import FeatureDir
from specs_schema.formats import documents_of


@dataclass(frozen=True, slots=True)
class Trees:
    """Every path at head and at the merge base; by directory at head, the features that were elsewhere before."""

    head: frozenset[str]
    base: frozenset[str]
    moved: Mapping[str, FeatureDir] = field(default_factory=dict[str, FeatureDir])


@dataclass(frozen=True, slots=True)
class SpecVersions:
    """The resolved features, read at head and at the merge base, by directory at head."""

    head: Mapping[str, ReadFeature]
    base: Mapping[str, ReadFeature]
    blobs: Mapping[str, Blob]
    base_texts: Mapping[str, str]  # of contracts at the merge base that are not the same at head


def with_moved(trees: Trees, features: Sequence[FeatureDir], change: Change) -> Trees:
    """`trees` with the features among `features` that the change moves."""
    new = [one for one in features if not documents_of(one, trees.base)]
    gone = [one for one in features if not documents_of(one, trees.head)] if new else []
    return replace(trees, moved=moved_features(new, gone, trees.base, change)) if gone else trees


def read_versions(
    repository: Repository, reader: SpecReader, facts: PullRequest, features: Sequence[FeatureDir], trees: Trees
) -> SpecVersions:
    """The features at head and at the merge base. What is the same on both sides is read once."""
    at_head = [one for one in features if documents_of(one, trees.head)]
    at_base = [one for one in features if documents_of(one, trees.base)]
    head = _blobs(repository, facts.head_sha, at_head, trees.head)
    base = _blobs(repository, facts.merge_base, at_base, trees.base)
    for one in at_head:
        if old := trees.moved.get(one.dir):
            base |= under_new_name(_blobs(repository, facts.merge_base, [old], trees.base), old, one.dir)
            at_base.append(one)
    same = [one for one in at_base if one in at_head and _own(one, base) == _own(one, head)]
    read_head = with_unread(repository, facts.head_sha, at_head, head, _read(reader, at_head, head))
    read_base = _read(reader, [one for one in at_base if one not in same], base)
    before = {**{one.dir: read_head[one.dir] for one in same}, **read_base}
    return SpecVersions(read_head, before, head, base_texts(base, head))


def _read(reader: SpecReader, features: Sequence[FeatureDir], blobs: Mapping[str, Blob]) -> Mapping[str, ReadFeature]:
    """Nothing to read needs no child process."""
    return reader.read(features, blobs, []).features if features else ReadSpecs().features


def _blobs(
    repository: Repository, commit: str, features: Sequence[FeatureDir], paths: frozenset[str]
) -> dict[str, Blob]:
    wanted = [path for feature in features for path in documents_of(feature, paths)]
    return dict(repository.read(commit, wanted, LARGEST_DOCUMENT)) if wanted else {}


def _own(feature: FeatureDir, blobs: Mapping[str, Blob]) -> dict[str, str]:
    return {path: blob.oid for path, blob in blobs.items() if path.startswith(f"{feature.dir}/")}
