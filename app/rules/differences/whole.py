"""A feature or a document as a whole: deleted, moved, new."""

from collections import Counter
from collections.abc import Iterable, Iterator

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.spec_difference import SpecDifference, Version
from specs_schema.feature import Feature
from specs_schema.report import DifferenceAbout
from specs_schema.span import Span

_NOUNS: dict[DifferenceAbout, tuple[str, str]] = {
    "requirement": ("requirement", "requirements"),
    "scenario": ("scenario", "scenarios"),
    "success_criterion": ("success criterion", "success criteria"),
    "entity": ("entity", "entities"),
    "operation": ("operation", "operations"),
    "decision": ("decision", "decisions"),
}


def deleted_feature(dossier: Dossier, reviewed: ReviewedFeature) -> Iterator[SpecDifference]:
    """One difference for a feature that is not there any more.

    It was moved, archived after all its tasks had been ticked, or deleted with work that was open.
    """
    base = reviewed.base
    if reviewed.head is not None or base is None:
        return
    first = base.documents[0].path if base.documents else reviewed.dir.dir
    before = Version(reviewed.dir.dir, base.title, Span(path=first, first=1, last=1))
    done, total = sum(task.done for task in base.tasks), len(base.tasks)
    if after := _moved(dossier, base):
        yield SpecDifference(reviewed.dir.dir, "feature_moved", "feature", before, after)
    elif total and done == total:
        detail = f"archived: {'its one task was' if total == 1 else f'all its {total} tasks were'} ticked"
        yield SpecDifference(reviewed.dir.dir, "feature_archived", "feature", before, detail=detail)
    else:
        detail = f"{total - done} of its {total} tasks were open" if total else "it had no tasks"
        yield SpecDifference(reviewed.dir.dir, "feature_removed", "feature", before, detail=detail)


def by_document(
    dossier: Dossier, reviewed: ReviewedFeature, differences: Iterable[SpecDifference]
) -> Iterator[SpecDifference]:
    """The differences, those that a new document brings as one for the document."""
    brought = _brought(dossier, reviewed)
    counted: dict[str, Counter[DifferenceAbout]] = {}
    for one in differences:
        path = one.after.span.path if one.after else ""
        if one.kind == "added" and path in brought:
            counted.setdefault(path, Counter())[one.about] += 1
        else:
            yield one
    for path, kinds in counted.items():
        after = Version(path, "", Span(path=path, first=1, last=1))
        detail = ", ".join(_counted(about, number) for about, number in kinds.items())
        yield SpecDifference(reviewed.dir.dir, "document_added", "document", after=after, detail=detail)


def _moved(dossier: Dossier, base: Feature) -> Version | None:
    """Where most of the documents went, as Git tells renames."""
    known = {document.path for document in base.documents}
    renamed = [one for one in dossier.change.files if one.status == "renamed" and one.old_path in known]
    if 2 * len(renamed) <= len(known):
        return None
    first = renamed[0]
    below = (first.old_path or "").removeprefix(base.dir)
    root = first.path.removesuffix(below) if first.path.endswith(below) else first.path.rpartition("/")[0]
    return Version(root, base.title, Span(path=first.path, first=1, last=1))


def _brought(dossier: Dossier, reviewed: ReviewedFeature) -> frozenset[str]:
    """Documents of the feature that were not there at the merge base, under this or another name."""
    base, head = reviewed.base, reviewed.head
    if base is None or head is None:
        return frozenset()
    known = {one.path for one in base.documents}
    renamed = {one.path for one in dossier.change.files if one.status == "renamed" and one.old_path in known}
    return frozenset(one.path for one in head.documents) - known - renamed


def _counted(about: DifferenceAbout, number: int) -> str:
    return f"{number} {_NOUNS[about][number > 1]}"
