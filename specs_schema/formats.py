"""Every format of feature directories, behind one set of functions. Pure: paths and texts in, values out."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from specs_schema.constitution import Constitution
from specs_schema.feature import Feature, FeatureDir, Format
from specs_schema.problem import SpecProblem
from specs_schema.speckit import constitution as speckit_constitution
from specs_schema.speckit import layout as speckit_layout
from specs_schema.speckit import reader as speckit_reader


@dataclass(frozen=True, slots=True)
class FormatReader:
    """What a format must be able to do. A further format is a further folder and a line in `READERS`."""

    find_features: Callable[[Sequence[str], Sequence[str]], tuple[FeatureDir, ...]]
    documents_of: Callable[[FeatureDir, Iterable[str]], tuple[str, ...]]
    read_feature: Callable[[FeatureDir, Mapping[str, str]], tuple[Feature, tuple[SpecProblem, ...]]]


READERS: dict[Format, FormatReader] = {
    "speckit": FormatReader(speckit_layout.find_features, speckit_layout.documents_of, speckit_reader.read_feature),
}


def find_features(
    paths: Iterable[str], roots: Sequence[str] = (), formats: Collection[Format] | None = None
) -> tuple[FeatureDir, ...]:
    """Every feature directory among the paths of a tree. `roots` are further folders of such directories.

    Only `formats` are looked for; None: all.
    """
    listed = sorted(set(paths))
    wanted = [reader for name, reader in READERS.items() if formats is None or name in formats]
    found = [feature for reader in wanted for feature in reader.find_features(listed, roots)]
    return tuple(sorted(found, key=lambda feature: feature.dir))


def documents_of(feature: FeatureDir, paths: Iterable[str]) -> tuple[str, ...]:
    """Which of the paths are documents of the feature that `read_feature` wants."""
    return READERS[feature.format].documents_of(feature, paths)


def read_feature(feature: FeatureDir, documents: Mapping[str, str]) -> tuple[Feature, tuple[SpecProblem, ...]]:
    """The feature, from repository path to text of its documents, and what is wrong with them."""
    return READERS[feature.format].read_feature(feature, documents)


def constitution_paths(paths: Iterable[str]) -> tuple[str, ...]:
    """Every constitution among the paths of a tree."""
    return speckit_layout.constitution_paths(paths)


def read_constitution(path: str, text: str) -> tuple[Constitution, tuple[SpecProblem, ...]]:
    """The constitution that `text` is, and what is wrong with it."""
    return speckit_constitution.read_constitution(path, text)
