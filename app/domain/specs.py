"""What the SpecReader port answers with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from specs_schema.constitution import Constitution
from specs_schema.contract import Contract
from specs_schema.feature import Feature
from specs_schema.problem import SpecProblem

ReadFeature = tuple[Feature, tuple[SpecProblem, ...]]
ReadConstitution = tuple[Constitution, tuple[SpecProblem, ...]]


@dataclass(frozen=True, slots=True)
class ReadSpecs:
    """Features by directory, constitutions and descriptions of interfaces by path, with what is wrong with them."""

    features: Mapping[str, ReadFeature] = field(default_factory=dict[str, ReadFeature])
    constitutions: Mapping[str, ReadConstitution] = field(default_factory=dict[str, ReadConstitution])
    descriptions: Mapping[str, Contract] = field(
        default_factory=dict[str, Contract]
    )  # one that cannot be read: no model
