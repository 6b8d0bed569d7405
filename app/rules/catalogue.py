"""Every rule, and which of them find something by themselves."""

import importlib
from collections.abc import Callable, Iterable
from typing import Final

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.domain.verdict import Verdict
from app.rules import (
    change_without_spec,
    changed_threshold,
    duplicate_id,
    forbidden_file,
    invalid_configuration,
    invalid_contract,
    missing_operation,
    missing_requirement,
    open_clarification,
    removed_requirement,
    removed_scenario,
    removed_task,
    reworded_ticked_task,
    ticked_task_without_file,
    ticked_task_without_work,
    unfinished_task,
    unknown_feature,
    unplanned_file,
    unreadable_document,
    unreadable_line,
    violated_contract,
    violated_entity,
    violated_requirement,
    violated_task,
    weakened_requirement,
)
from app.rules.counterparts import edited_feature, is_before
from specs_schema.subject import SubjectKind

Check = Callable[[Dossier], Iterable[Finding]]

# Rules that a program settles, each with its check.
CHECKS: Final[dict[Rule, Check]] = {
    open_clarification.RULE: open_clarification.check,
    duplicate_id.RULE: duplicate_id.check,
    unreadable_line.RULE: unreadable_line.check,
    ticked_task_without_file.RULE: ticked_task_without_file.check,
    invalid_contract.RULE: invalid_contract.check,
    removed_requirement.RULE: removed_requirement.check,
    weakened_requirement.RULE: weakened_requirement.check,
    changed_threshold.RULE: changed_threshold.check,
    removed_scenario.RULE: removed_scenario.check,
    removed_task.RULE: removed_task.check,
    reworded_ticked_task.RULE: reworded_ticked_task.check,
    change_without_spec.RULE: change_without_spec.check,
    unknown_feature.RULE: unknown_feature.check,
    unplanned_file.RULE: unplanned_file.check,
    forbidden_file.RULE: forbidden_file.check,
    unreadable_document.RULE: unreadable_document.check,
    invalid_configuration.RULE: invalid_configuration.check,
}

_VIOLATED: Final[dict[SubjectKind, Rule]] = {
    "requirement": violated_requirement.RULE,
    "scenario": violated_requirement.RULE,
    "success_criterion": violated_requirement.RULE,
    "task": violated_task.RULE,
    "operation": violated_contract.RULE,
    "entity": violated_entity.RULE,
    "principle": violated_requirement.RULE,
    "decision": violated_requirement.RULE,
}
_MISSING: Final[dict[SubjectKind, Rule]] = {
    **_VIOLATED,
    "requirement": missing_requirement.RULE,
    "scenario": missing_requirement.RULE,
    "success_criterion": missing_requirement.RULE,
    "task": ticked_task_without_work.RULE,
    "operation": missing_operation.RULE,
}

# Rules that nobody may switch off: without them a failure to review would look like a pass.
ALWAYS_ON: Final = frozenset({unreadable_document.RULE.code, invalid_configuration.RULE.code})

# Rules about changes that take back what the spec demands. Their findings of severity `warning` or higher need
# acceptance; a threshold that became stricter is a notice.
_TAKING_BACK: Final = (removed_requirement, weakened_requirement, changed_threshold, removed_scenario)
WEAKENS: Final[frozenset[str]] = frozenset(rule.RULE.code for rule in _TAKING_BACK)

RULES: Final[tuple[Rule, ...]] = tuple(
    sorted({*CHECKS, *_VIOLATED.values(), *_MISSING.values(), unfinished_task.RULE}, key=lambda rule: rule.code)
)


def weakenings(feature: ReviewedFeature) -> tuple[Finding, ...]:
    """What the change takes back of the feature's promises: the findings that need acceptance."""
    one = edited_feature(feature)
    found = (finding for rule in _TAKING_BACK for finding in rule.check_feature(one)) if one else ()
    return tuple(finding for finding in found if finding.severity != "notice")


def rule_for(verdict: Verdict) -> Rule | None:
    """The rule under which `verdict` is told, or None when it is nothing to tell.

    A verdict about the version of the merge base is told by the finding about the change of the spec.
    """
    if is_before(verdict.subject):
        return None
    kind = verdict.subject.kind
    if verdict.answer == "violated":
        return _VIOLATED[kind]
    if verdict.answer != "missing":
        return None
    if kind == "task" and not any(claim.kind in {"ticked", "named"} for claim in verdict.claims):
        return unfinished_task.RULE
    return _MISSING[kind]


def page(rule: Rule) -> str:
    """The Markdown page of `rule`: the docstring of its module."""
    module = importlib.import_module(f"app.rules.{rule.name.replace('-', '_')}")
    return f"# {rule.name} ({rule.code})\n\n{module.__doc__ or ''}"


def by_code(code: str) -> Rule | None:
    """The rule with this code."""
    return next((rule for rule in RULES if rule.code == code), None)
