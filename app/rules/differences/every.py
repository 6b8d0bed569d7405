"""Dossier → everything in which the spec differs between merge base and head."""

from collections.abc import Iterator

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.spec_difference import SpecDifference
from app.rules.counterparts import edited_feature
from app.rules.differences.clarifications import clarification_differences
from app.rules.differences.contracts import contract_differences
from app.rules.differences.named import named_differences
from app.rules.differences.principles import principle_differences
from app.rules.differences.promises import promise_differences
from app.rules.differences.tasks import task_differences
from app.rules.differences.whole import by_document, deleted_feature


def spec_differences(dossier: Dossier) -> Iterator[SpecDifference]:
    """What became of all that the reviewed features and the constitutions said at the merge base, and what is new.

    A feature that the change brings has nothing; one that it deletes is one difference.
    """
    yield from principle_differences(dossier)
    for reviewed in dossier.features:
        yield from deleted_feature(dossier, reviewed)
        yield from by_document(dossier, reviewed, _in_feature(dossier, reviewed))
    yield from task_differences(dossier)


def _in_feature(dossier: Dossier, reviewed: ReviewedFeature) -> Iterator[SpecDifference]:
    if edited := edited_feature(reviewed):
        yield from promise_differences(edited)
        yield from clarification_differences(edited)
        yield from contract_differences(dossier, reviewed)
        yield from named_differences(edited)
