"""Tasks that a rule tells of: those that are gone, and those reworded while ticked.

Tasks that are new, ticked or corrected are the daily work on a task list, and no change of what was agreed on.
"""

from collections.abc import Iterator

from app.domain.dossier import Dossier
from app.domain.evidence import Citation
from app.domain.spec_difference import SpecDifference, Version
from app.rules import removed_task, reworded_ticked_task


def task_differences(dossier: Dossier) -> Iterator[SpecDifference]:
    """One difference for each finding of `SPEC605` and `SPEC606`; a list that was replaced is one."""
    for told in removed_task.check(dossier):
        cited = told.citations[0]
        if told.subject:
            before = _version(told.key, cited)
            yield SpecDifference(told.feature, "removed", "task", before, finding=told)
        else:
            before = Version(told.span.path, "", told.span)
            yield SpecDifference(told.feature, "rewritten", "document", before, detail=told.message, finding=told)
    for told in reworded_ticked_task.check(dossier):
        old, new = told.citations
        before, after = _version(told.key, old), _version(told.subject, new)
        yield SpecDifference(told.feature, "reworded", "task", before, after, "while ticked", told)


def _version(key: str, cited: Citation) -> Version:
    return Version(key, cited.quote, cited.span)
