"""What the SpecReader port answers with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from specs_schema.constitution import Constitution
from specs_schema.feature import Feature
from specs_schema.problem import SpecProblem

ReadFeature = tuple[Feature, tuple[SpecProblem, ...]]
ReadConstitution = tuple[Constitution, tuple[SpecProblem, ...]]


@dataclass(frozen=True, slots=True)
class ReadSpecs:
    """Features by directory and constitutions by path, each with what is wrong with its documents."""

    features: Mapping[str, ReadFeature] = field(default_factory=dict[str, ReadFeature])
    constitutions: Mapping[str, ReadConstitution] = field(default_factory=dict[str, ReadConstitution])
