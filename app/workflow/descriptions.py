"""Descriptions of the interface that a repository has committed, to hold a feature's contract against."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from app.domain.dossier import CommittedDescription
from app.domain.event import PullRequest
from app.domain.repository import Blob
from app.domain.specs import ReadFeature
from app.ports import Repository, SpecReader
from specs_schema.feature import FeatureDir

_MOST: Final = 3
_LARGEST: Final = 2_000_000  # bytes
_DATA: Final = (".yaml", ".yml", ".json")
_NAME: Final = re.compile(r"(?:.*/)?(?:openapi|swagger)(?:[._-]v?\d+)?\.(?:json|ya?ml)", re.IGNORECASE)
# Where documents stand that describe the interface of others, or none that is served.
_FOREIGN: Final = frozenset(
    {
        ".venv", "__tests__", "build", "dist", "example", "examples", "fixtures", "mocks", "node_modules", "samples",
        "site-packages", "specs", "target", "templates", "test", "testdata", "tests", "third_party", "vendor",
    }
)  # fmt: skip


def committed_descriptions(  # noqa: PLR0913, PLR0917 (what is read, and from where)
    repository: Repository,
    reader: SpecReader,
    facts: PullRequest,
    read: Iterable[ReadFeature],
    paths: Iterable[str],
    features: Sequence[FeatureDir],
) -> tuple[CommittedDescription, ...]:
    """At most three at head, of two megabytes each; none where no reviewed feature has an operation to compare."""
    contracts = [contract for feature, _ in read for contract in feature.contracts]
    if not any(contract.model and contract.model.operations for contract in contracts):
        return ()
    chosen = candidates(paths, [feature.dir for feature in features])
    if not chosen:
        return ()
    blobs = repository.read(facts.head_sha, chosen, _LARGEST)
    found = reader.read([], blobs, [], list(blobs)).descriptions
    return tuple(
        CommittedDescription(found[path], blobs[path].data.decode("utf-8", "replace"))
        for path in chosen
        if path in found
    )


def candidates(paths: Iterable[str], feature_dirs: Sequence[str]) -> tuple[str, ...]:
    """The paths that are called like a description, the nearest to the top of the repository first."""
    inside = tuple(f"{folder}/" for folder in feature_dirs)
    found = [
        path
        for path in paths
        if _NAME.fullmatch(path) and not path.startswith(inside) and _FOREIGN.isdisjoint(path.lower().split("/"))
    ]
    return tuple(sorted(found, key=lambda path: (path.count("/"), path))[:_MOST])


def base_texts(base: Mapping[str, Blob], head: Mapping[str, Blob]) -> dict[str, str]:
    """The texts of documents at the merge base that may be contracts and are not the same at head."""
    return {
        path: blob.data.decode("utf-8", "replace")
        for path, blob in base.items()
        if path.lower().endswith(_DATA) and (path not in head or head[path].oid != blob.oid)
    }
