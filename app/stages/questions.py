"""Dossier → Questions: which subjects are asked about, and what the tree is searched for on their behalf."""

import re
from collections.abc import Iterable

from app.domain.dossier import ReviewedFeature
from app.domain.question import Question
from app.rules.counterparts import is_before
from app.stages.versions import both_versions
from app.stages.words import search_terms
from specs_schema.subject import Subject
from specs_schema.task import Task

_TERMS = 6
_SPEC = re.compile(r"(^|/)(\.specify|specs|openspec|\.kiro)/.+\.(md|json|ya?ml)$")


def questions(feature: ReviewedFeature) -> tuple[Question, ...]:
    """One question for each claimed subject of the feature at head, in the order of the documents.

    Behind them both versions of what the change takes back, unclaimed: only a contradiction counts there.
    """
    subjects = feature.head.subjects if feature.head else ()
    demanded = [subject for subject in subjects if feature.claims_on(subject.key)]
    known = {subject.key for subject in demanded}
    versions = [subject for subject in both_versions(feature) if subject.key not in known]
    return questions_on([*demanded, *versions], feature)


def questions_on(subjects: Iterable[Subject], feature: ReviewedFeature) -> tuple[Question, ...]:
    """A question about each of the subjects, with every claim on it, and whether the change wrote its text."""
    before = {_wording(one) for one in feature.base.subjects} if feature.base else set[tuple[str, str]]()
    return tuple(
        Question(
            feature.dir.dir,
            subject,
            feature.claims_on(subject.key),
            reworded=bool(feature.base) and _is_of_head(subject) and _wording(subject) not in before,
        )
        for subject in subjects
    )


def _is_of_head(subject: Subject) -> bool:
    """Whether the documents of the change hold the subject: constitutions are those of the base branch."""
    return subject.kind != "principle" and not is_before(subject)


def _wording(subject: Subject) -> tuple[str, str]:
    """What a subject says, under whatever id: ids move."""
    return subject.kind, " ".join(subject.text.split())


def terms(subject: Subject) -> tuple[str, ...]:
    """What head is searched for on behalf of `subject`, literally."""
    named = [path.text.rsplit("/", 1)[-1] for path in subject.paths] if isinstance(subject, Task) else []
    own = [subject.id] if subject.kind == "entity" else []
    return tuple(dict.fromkeys([*own, *(name for name in named if name), *search_terms(subject.text, _TERMS)]))


def is_spec(path: str, feature: ReviewedFeature) -> bool:
    """Whether a file is part of a spec, this one's or another's: what was written before the code is no evidence."""
    return bool(_SPEC.search(path)) or path.startswith(f"{feature.dir.dir}/")
