"""Every rule, and which of them find something by themselves."""

import importlib
from collections.abc import Callable, Iterable
from typing import Final

from app.domain.dossier import Dossier, ReviewedFeature
from app.domain.finding import Finding
from app.domain.rule import Rule
from app.domain.verdict import Verdict
from app.rules import (
    breaking_contract_change,
    change_without_spec,
    changed_principle,
    changed_threshold,
    contract_not_in_description,
    criterion_without_number,
    dangerous_contract_change,
    duplicate_id,
    entity_field_differs,
    extra_operation,
    failed_constitution_check,
    field_differs,
    forbidden_file,
    invalid_configuration,
    invalid_contract,
    missing_operation,
    missing_requirement,
    open_checklist,
    open_clarification,
    operation_differs,
    operation_not_in_code,
    removed_requirement,
    removed_scenario,
    removed_task,
    requirement_without_strength,
    requirement_without_task,
    reworded_ticked_task,
    scenario_without_then,
    status_differs,
    stub_in_ticked_task,
    task_out_of_format,
    task_without_requirement,
    test_without_assertion,
    tick_removed,
    ticked_before_its_dependency,
    ticked_task_without_file,
    ticked_task_without_work,
    unfilled_constitution,
    unfinished_task,
    unknown_feature,
    unplanned_file,
    unreached_code,
    unreadable_document,
    unreadable_line,
    unticked_but_done,
    vague_requirement,
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
    vague_requirement.RULE: vague_requirement.check,
    requirement_without_strength.RULE: requirement_without_strength.check,
    requirement_without_task.RULE: requirement_without_task.check,
    task_without_requirement.RULE: task_without_requirement.check,
    criterion_without_number.RULE: criterion_without_number.check,
    scenario_without_then.RULE: scenario_without_then.check,
    task_out_of_format.RULE: task_out_of_format.check,
    open_checklist.RULE: open_checklist.check,
    ticked_task_without_file.RULE: ticked_task_without_file.check,
    stub_in_ticked_task.RULE: stub_in_ticked_task.check,
    test_without_assertion.RULE: test_without_assertion.check,
    unreached_code.RULE: unreached_code.check,
    unticked_but_done.RULE: unticked_but_done.check,
    tick_removed.RULE: tick_removed.check,
    ticked_before_its_dependency.RULE: ticked_before_its_dependency.check,
    invalid_contract.RULE: invalid_contract.check,
    breaking_contract_change.RULE: breaking_contract_change.check,
    dangerous_contract_change.RULE: dangerous_contract_change.check,
    contract_not_in_description.RULE: contract_not_in_description.check,
    operation_not_in_code.RULE: operation_not_in_code.check,
    operation_differs.RULE: operation_differs.check,
    extra_operation.RULE: extra_operation.check,
    field_differs.RULE: field_differs.check,
    status_differs.RULE: status_differs.check,
    entity_field_differs.RULE: entity_field_differs.check,
    unfilled_constitution.RULE: unfilled_constitution.check,
    failed_constitution_check.RULE: failed_constitution_check.check,
    changed_principle.RULE: changed_principle.check,
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
