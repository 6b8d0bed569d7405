"""The rules about the quality of documents: what a change writes into spec, tasks, plan and constitution."""

from dataclasses import replace

import pytest
from builders import FEATURE, a_change, a_dossier, a_feature_dir, a_reviewed_feature, an_added_file

from app.domain.change import Change, ChangedFile
from app.domain.dossier import ChangedConstitution
from app.rules import (
    changed_principle,
    criterion_without_number,
    failed_constitution_check,
    open_checklist,
    requirement_without_strength,
    requirement_without_task,
    scenario_without_then,
    task_out_of_format,
    task_without_requirement,
    unfilled_constitution,
    unreadable_line,
    vague_requirement,
)
from app.rules.catalogue import RULES
from app.stages.findings import rule_findings, select
from app.stages.suggest import suggestion
from specs_schema.config import RepoConfig
from specs_schema.formats import read_constitution, read_feature

SPEC, TASKS, PLAN, CHECKLIST = (f"{FEATURE}/{name}" for name in ("spec.md", "tasks.md", "plan.md", "checklists/a.md"))
CONSTITUTION = ".specify/memory/constitution.md"
NEW = [rule for rule in RULES if rule.code in {"SPEC501", "SPEC502"} or "SPEC110" <= rule.code <= "SPEC118"]


def a_review(*, before=None, unread=(), ticked=(), **documents):
    """A change that brings `documents` (by role), or edits those in `before`; `unread`: too large to be shown."""
    texts = {f"{FEATURE}/{_NAMES[role]}": text for role, text in documents.items()}
    old = {f"{FEATURE}/{_NAMES[role]}": text for role, text in (before or {}).items()}
    head, problems = read_feature(a_feature_dir(), texts)
    base = read_feature(a_feature_dir(), old)[0] if old else None
    changed = tuple(_edit(path, old.get(path, ""), text) for path, text in texts.items() if old.get(path) != text)
    shown = tuple(replace(file, hunks=(), unread="too large") if file.path in unread else file for file in changed)
    reviewed = a_reviewed_feature(head, base, problems=problems, newly_done=frozenset(ticked))
    return a_dossier(reviewed, change=Change(shown), texts=texts)


_NAMES = {
    "spec": "spec.md",
    "tasks": "tasks.md",
    "plan": "plan.md",
    "checklist": "checklists/a.md",
    "other": "notes.md",
}


def _edit(path, old, new):
    """The file with the lines that `old` has not as added ones."""
    before = old.split("\n")
    file = an_added_file(path, new.split("\n"))
    if not old:
        return file
    (hunk,) = file.hunks
    lines = tuple(line if line.text not in before else replace(line, kind="context") for line in hunk.lines)
    return replace(file, status="modified", hunks=(replace(hunk, lines=lines),))


def told(rule, review):
    return [finding.message for finding in rule.check(review)]


def requirements(*texts, start=1):
    lines = [f"- **FR-{number:03}**: {text}" for number, text in enumerate(texts, start)]
    return "## Requirements\n\n### Functional Requirements\n\n" + "\n".join(lines) + "\n"


def criteria(*texts):
    lines = [f"- **SC-{number:03}**: {text}" for number, text in enumerate(texts, 1)]
    return "## Success Criteria\n\n" + "\n".join(lines) + "\n"


def constitutions(before, after):
    read = [read_constitution(CONSTITUTION, text)[0] if text is not None else None for text in (before, after)]
    return a_dossier(changed_constitutions=(ChangedConstitution(CONSTITUTION, *read, after or ""),))


# What all of them have in common


def test_every_rule_about_quality_is_a_notice():
    assert [rule.severity for rule in NEW] == ["notice"] * len(NEW)
    assert len(NEW) == 10


def test_a_spec_with_thirty_vague_words_gives_one_finding_that_names_five():
    review = a_review(
        spec=requirements(*["System MUST fail gracefully"] * 1, *[f"Part {n} MUST be robust" for n in range(29)])
    )

    (finding,) = vague_requirement.check(review)

    assert finding.message == (
        "30 requirements and criteria leave to taste what is enough: `FR-001` (`gracefully`), `FR-002` (`robust`), "
        "`FR-003` (`robust`), `FR-004` (`robust`), `FR-005` (`robust`) and 25 more"
    )
    assert [one.span.first for one in finding.citations] == [5, 6, 7, 8, 9]
    assert (finding.span.path, finding.span.first, finding.subject) == (SPEC, 5, "")


def test_what_stood_there_before_the_change_is_not_told():
    old = requirements("System MUST fail gracefully")

    assert told(vague_requirement, a_review(spec=old + "\nMore.\n", before={"spec": old})) == []


def test_a_requirement_that_only_moved_is_not_told():
    old = requirements("System MUST fail gracefully")
    moved = requirements("System MUST log in", "System MUST fail gracefully")

    assert told(vague_requirement, a_review(spec=moved, before={"spec": old})) == []


def test_a_requirement_that_the_change_words_anew_is_told():
    old, new = requirements("System MUST fail"), requirements("System MUST fail gracefully")

    assert len(told(vague_requirement, a_review(spec=new, before={"spec": old}))) == 1


def test_a_document_whose_changes_were_not_read_is_left_alone():
    review = a_review(spec=requirements("System MUST fail gracefully"), unread=(SPEC,))

    assert told(vague_requirement, review) == []


def test_a_feature_that_the_change_deletes_is_left_alone():
    review = a_dossier(a_reviewed_feature(None), change=Change((ChangedFile(SPEC, "deleted"),)))

    assert [finding for finding in rule_findings(review) if finding.rule in NEW] == []


def test_the_identity_of_a_finding_does_not_hang_on_lines_or_words():
    (first,) = vague_requirement.check(a_review(spec=requirements("System MUST fail gracefully")))
    (second,) = vague_requirement.check(
        a_review(spec="# A\n\n" + requirements("Log in MUST be robust", "MUST be easily read"))
    )

    assert first.fingerprint == second.fingerprint


def test_a_finding_about_a_changed_document_is_shown_and_can_be_switched_off():
    review = a_review(spec=requirements("System MUST fail gracefully"))

    shown, _ = select(rule_findings(review), (), review)
    _, withheld = select(rule_findings(review), (), replace(review, config=RepoConfig(rules={"SPEC110": "off"})))

    assert [finding.rule.code for finding in shown] == ["SPEC110"]
    assert [one.why for one in withheld] == ["`SPEC110` is switched off in the configuration"]


# SPEC110


@pytest.mark.parametrize(
    "text",
    [
        "System MUST handle errors gracefully",
        "System MUST retry as needed",
        "System MUST show an Appropriate message",
        "Files in JSON, YAML and so on MUST be read",
        "System MUST keep the draft where possible",
        "Pages MUST be user-friendly",
        "System MUST stop promptly",
    ],
)
def test_words_that_nobody_can_test_are_vague(text):
    assert len(told(vague_requirement, a_review(spec=requirements(text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "System MUST call `gracefully()`",
        'System MUST show "Please wait as needed"',
        "System MUST name the option `--robust`",
        "Shutdown is seamless — no reload MUST happen",
        "Shutdown MUST be seamless (no reload, no flash)",
        "System MUST answer quickly, in 200 ms",
        "System MUST stop promptly within the interval",
        "Actions MUST be appropriate to the state",
        "The size MUST NOT be reasonable",
        "System MUST terminate the process gracefully before killing it",
        "System MUST read formats such as JSON, YAML, etc.",
        "System MUST load the appropriate adapter based on the network",
        "Steps MUST be fast and robustness MUST be measured",
        "System MUST lock the account. It would be annoying to do so as needed.",
    ],
)
def test_a_word_that_is_code_explained_or_denied_is_not_vague(text):
    assert told(vague_requirement, a_review(spec=requirements(text))) == []


def test_requirements_quoted_from_other_documents_are_not_the_specs_own():
    spec = "## Requirements\n\n- **DOC-REQ-001**: Section 3 says it MUST be robust\n"

    assert told(vague_requirement, a_review(spec=spec)) == []


# SPEC111


DEMANDS = ["System MUST log in", "System MUST log out", "System SHOULD remember"]


def test_a_requirement_without_a_strength_among_those_that_have_one_is_told():
    review = a_review(spec=requirements(*DEMANDS, "Closing the dialog keeps the draft."))

    assert told(requirement_without_strength, review) == [
        "1 requirement says neither MUST nor SHOULD nor MAY: `FR-004`"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "User can close the dialog.",
        "No call leaves the machine.",
        "Removed.",
        "This is deferred to a later phase.",
        "The text breaks off in the middle of",
        "系统必须保存。",
    ],
)
def test_words_that_demand_otherwise_or_nothing_are_enough(text):
    assert told(requirement_without_strength, a_review(spec=requirements(*DEMANDS, text))) == []


def test_a_spec_without_any_strengths_is_left_alone():
    review = a_review(spec=requirements("Logs in.", "Logs out.", "System MUST remember."))

    assert told(requirement_without_strength, review) == []


def test_a_requirement_that_lost_its_strength_is_told_as_weakened_alone():
    old = requirements(*DEMANDS, "Closing the dialog MUST keep the draft.")
    new = requirements(*DEMANDS, "Closing the dialog keeps the draft.")
    codes = [finding.rule.code for finding in rule_findings(a_review(spec=new, before={"spec": old}))]

    assert "SPEC602" in codes
    assert "SPEC111" not in codes


# SPEC113


def cited(*ids):
    lines = [f"- [ ] T{number:03} Do it in src/a.py ({name})" for number, name in enumerate(ids, 1)]
    return "## Phase 1: Setup\n\n" + "\n".join(lines) + "\n"


SIX = requirements(
    *[f"System MUST do the thing number {word}" for word in ("one", "two", "three", "four", "five", "six")]
)


def test_the_one_requirement_that_no_task_names_is_told():
    review = a_review(spec=SIX, tasks=cited("FR-001", "FR-002", "FR-003", "FR-004", "FR-006"))

    assert told(requirement_without_task, review) == [
        "1 requirement is named by no task, though the tasks name the others: `FR-005`"
    ]


@pytest.mark.parametrize(
    "tasks",
    [
        cited("FR-001", "FR-002", "FR-003"),
        cited("FR-001-FR-006"),
        cited("FR-001", "FR-002", "FR-003", "FR-004", "FR-006") + "\nFR-005 is done by hand.\n",
        "",
    ],
    ids=["now and then", "a range", "named elsewhere", "no tasks"],
)
def test_where_tasks_do_not_name_ids_as_a_habit_nothing_is_told(tasks):
    assert told(requirement_without_task, a_review(spec=SIX, tasks=tasks)) == []


def test_a_requirement_tied_to_a_story_with_tasks_is_covered():
    spec = SIX.replace("number five", "of US1") + "\n### User Story 1 - A (Priority: P1)\n\nText\n"
    tasks = cited("FR-001", "FR-002", "FR-003", "FR-004", "FR-006") + "- [ ] T009 [US1] Do it\n"

    assert told(requirement_without_task, a_review(spec=spec, tasks=tasks)) == []


def test_a_requirement_whose_terms_the_tasks_name_is_covered():
    spec = SIX.replace("number five", "called `login_page`")
    tasks = cited("FR-001", "FR-002", "FR-003", "FR-004", "FR-006") + "- [ ] T009 Write `login_page`\n"

    assert told(requirement_without_task, a_review(spec=spec, tasks=tasks)) == []


def test_a_gap_that_was_there_before_is_not_told_and_a_new_one_stands_in_the_changed_document():
    tasks = cited("FR-001", "FR-002", "FR-003", "FR-004", "FR-006")
    before = {"spec": SIX, "tasks": cited("FR-001", "FR-002", "FR-003", "FR-004", "FR-005", "FR-006")}

    assert (
        told(requirement_without_task, a_review(spec=SIX, tasks=tasks + "\n", before={"spec": SIX, "tasks": tasks}))
        == []
    )
    (finding,) = requirement_without_task.check(a_review(spec=SIX, tasks=tasks, before=before))
    assert (finding.span.path, finding.span.first) == (TASKS, 1)


# SPEC114


def test_a_task_for_a_requirement_or_story_that_is_nowhere_is_told():
    spec = SIX + "\n### User Story 1 - A (Priority: P1)\n\nText\n\n### User Story 2 - B (Priority: P1)\n\nText\n"
    tasks = cited("FR-001", "FR-031") + "- [ ] T003 [US7] Release it\n- [ ] T004 [US2] Do it\n"

    assert told(task_without_requirement, a_review(spec=spec, tasks=tasks)) == [
        "2 tasks are for what no document of the feature has: `T002` (`FR-031`), `T003` (`US7`)"
    ]


@pytest.mark.parametrize(
    "task",
    [
        "Do it (FR-001 to FR-006)",
        "Read feature 012's FR-031",
        "Remove the withdrawn FR-031",
        "Use UTF-8 and SC-900",
        "Tidy up",
    ],
)
def test_ids_of_ranges_other_features_and_other_kinds_are_left_alone(task):
    tasks = f"## Phase 1: Setup\n\n- [ ] T001 {task}\n"

    assert told(task_without_requirement, a_review(spec=SIX, tasks=tasks)) == []


def test_an_id_that_another_document_of_the_feature_has_is_known():
    review = a_review(spec=SIX, tasks=cited("FR-031"), other="FR-031 was split off")

    assert told(task_without_requirement, review) == []


# SPEC115


@pytest.mark.parametrize("text", ["Sign-in is faster", "Support requests are reduced", "Most users like the page"])
def test_a_criterion_for_more_or_less_needs_a_number(text):
    assert told(criterion_without_number, a_review(spec=criteria(text))) == [
        "1 success criterion asks for more or less without a number: `SC-001`"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Sign-in is faster by 30 %",
        "Support requests are reduced by half",
        "Tests prove that large values are rejected",
        "Reduced-motion users see a static page",
        "The list is empty after sign-out",
        "No user waits, and every page is faster",
        "`make faster` ends well",
    ],
)
def test_a_criterion_that_a_test_can_decide_needs_none(text):
    assert told(criterion_without_number, a_review(spec=criteria(text))) == []


# SPEC116


def scenario(text):
    return f"### User Story 1 - A (Priority: P1)\n\n**Acceptance Scenarios**:\n\n1. {text}\n"


def test_a_scenario_with_a_when_and_no_then_is_told():
    review = a_review(spec=scenario("**Given** a draft, **When** the line drops"))

    assert told(scenario_without_then, review) == ["1 scenario has a When and no Then: `US1/AC1`"]


@pytest.mark.parametrize(
    "text",
    [
        "**Given** a draft, **When** the line drops, **Then** it is kept",
        "**Dado** um rascunho, **Quando** a linha cai, **Então** ele fica",
        "**Given** a draft, **When** the line drops → it is kept",
        "**假设** 草稿，**当** 断线，**那么** 保留",
        "**Given** a draft that stays",
    ],
)
def test_a_then_of_any_known_language_counts(text):
    assert told(scenario_without_then, a_review(spec=scenario(text))) == []


# SPEC117


def tasks(*lines, phase="Phase 3: User Story 1 - Sign in"):
    return f"# Tasks: A\n\n## {phase}\n\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("phase", "line", "what"),
    [
        ("Phase 3: User Story 1 - A", "- [ ] T002 Do it", "`T002` without the label of the story of its phase"),
        (
            "Phase 3: User Story 1 - A",
            "- [ ] T002 [US2] Do it",
            "`T002` with the label of another story than its phase",
        ),
        ("Phase 3: User Story 1 - A", "- [ ] Do it", "A task without an id"),
        (
            "Phase 1: Setup",
            "- [ ] T002 [US1] Do it",
            "`T002` with the label of a story in a phase that is for all of them",
        ),
        ("Phase 9: Polish & Cross-Cutting", "- [ ] T002–T004 Do them", "`T002–T004` with two ids on one line"),
    ],
)
def test_a_task_that_the_format_does_not_allow_is_told(phase, line, what):
    known = "- [ ] T001 [US1] Fine" if "Story" in phase else "- [ ] T001 Fine"

    assert told(task_out_of_format, a_review(tasks=tasks(known, line, phase=phase))) == [what]


def test_tasks_that_are_headings_have_no_box():
    document = "# Tasks\n\n## T001 Write it\n\nText\n\n## T002 Test it\n\nText\n"

    assert told(task_out_of_format, a_review(tasks=document)) == ["`T001` without a box", "`T002` without a box"]


def test_a_heading_above_tasks_with_boxes_is_their_group():
    document = "# Tasks\n\n## T001 Write it\n\n- [ ] T001a One\n- [ ] T001b Two\n"

    assert told(task_out_of_format, a_review(tasks=document)) == []


@pytest.mark.parametrize(
    ("phase", "line"),
    [
        ("Phase 3: User Story 1 - A", "- [X] **T001** [P] [US1] Do it in src/a.py"),
        ("Phase 3: User Story 1 and 2", "- [ ] T001 Do it"),
        ("Phase 3: US1 + US2 together", "- [ ] T001 [US2] Do it"),
        ("Phase 3: User Story 6 - Privacy, and Polish", "- [ ] T001 Do it"),
        ("Fase 16: US5.1 - Criar", "- [ ] T001 [US5.1] Do it"),
        ("Phase 3: User Story 5 - A", "- [ ] T001 [US5.1] Do it"),
        ("Phase 1: Setup", "- [ ] T001 [P] [BE] Do it"),
        ("Work", "- [ ] T001 [US1] Do it"),
    ],
)
def test_a_task_in_format_or_in_a_phase_of_its_own_kind_is_left_alone(phase, line):
    assert told(task_out_of_format, a_review(tasks=tasks(line, phase=phase))) == []


def test_boxes_outside_the_phases_are_lists_of_things_to_check():
    document = tasks("- [ ] T001 [US1] Do it") + "\n## Quality Gates\n\n- [ ] Tests pass\n"

    assert told(task_out_of_format, a_review(tasks=document)) == []


def test_a_task_list_without_any_ids_is_told_once():
    document = "# Tasks\n\n- [ ] One\n- [ ] Two\n- [ ] Three\n- [ ] Four\n"

    assert told(task_out_of_format, a_review(tasks=document)) == [
        "4 tasks are not in Spec Kit's format: 4 without an id"
    ]


def test_ticking_a_task_does_not_make_its_old_form_this_changes_fault():
    old, new = tasks("- [ ] T001 Do it"), tasks("- [x] T001 Do it")

    assert told(task_out_of_format, a_review(tasks=new, before={"tasks": old})) == []


def test_the_label_that_is_missing_is_suggested_as_the_whole_line():
    review = a_review(tasks=tasks("- [x] T001 [P] Do it in `src/a.py`"))
    (finding,) = task_out_of_format.check(review)

    place, line = suggestion(finding, review.texts)

    assert (place.first, place.last, line) == (5, 5, "- [x] T001 [P] [US1] Do it in `src/a.py`")


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] T001 [US2] Do it",
        "- [ ] T001: Do it",
        "- [ ] [P] T001 Do it",
        "- [ ] T001 Do it \u202eevil",
        "- [ ] T001 Use ghp_abcdefghijklmnopqrstuvwxyz0123456789",
    ],
)
def test_where_the_right_line_is_not_certain_or_not_to_be_shown_none_is_suggested(line):
    review = a_review(tasks=tasks(line))
    (finding,) = task_out_of_format.check(review)

    assert suggestion(finding, review.texts) is None


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("- [ ]T001 Do it", "- [ ] T001 Do it"),
        ("-[x] T001 Do it", "- [x] T001 Do it"),
        ("- [] T001 Do it", "- [ ] T001 Do it"),
        ("* [ x] T001 Do it", "* [x] T001 Do it"),
    ],
)
def test_a_box_that_cannot_be_read_is_mended(line, right):
    review = a_review(tasks=tasks(line, phase="Work"))
    fixes = [suggestion(finding, review.texts) for finding in unreadable_line.check(review)]

    # What the reader takes for a task all the same is no finding, hence nothing to mend.
    assert [fix[1] for fix in fixes if fix] in ([right], [])
    assert fixes or read_feature(a_feature_dir(), review.texts)[0].tasks


def test_a_box_without_a_space_behind_it_is_a_finding_with_its_right_line():
    review = a_review(tasks=tasks("-[x] T001 Do it", "- [ ] T002 Fine", phase="Work"))
    (finding,) = unreadable_line.check(review)

    assert suggestion(finding, review.texts)[1] == "- [x] T001 Do it"


# SPEC118


GATE = "All checklists MUST be complete before implementation starts."
OPEN = "# Checklist\n\n- [ ] CHK001 Is it clear?\n- [x] CHK002 Is it whole?\n"
TICKED = "## Phase 1: Setup\n\n- [x] T001 Do it\n"


def gated(*, sentence=GATE, checklist=OPEN, ticked=("T001",), path=CONSTITUTION):
    review = a_review(tasks=TICKED, checklist=checklist, ticked=ticked)
    constitution, _ = read_constitution(path, f"# C\n\n## Core Principles\n\n### I. Quality\n\n{sentence}\n")
    return replace(review, constitutions=(constitution,))


def test_a_tick_while_a_checklist_that_is_a_gate_is_open_is_told():
    (finding,) = open_checklist.check(gated())

    assert finding.message == f"Change ticks tasks while 1 box is open in `{CHECKLIST}`, which the project made a gate"
    assert [one.quote for one in finding.citations] == [GATE.rstrip("."), "Is it clear?"]
    assert (finding.span.path, finding.span.first) == (TASKS, 3)


def test_a_plan_can_make_checklists_a_gate_too():
    plan = "# Plan\n\n## Constitution Check\n\n- Gate: every checklist is completed\n"
    review = a_review(tasks=TICKED, checklist=OPEN, plan=plan, ticked=("T001",))

    assert len(told(open_checklist, review)) == 1


@pytest.mark.parametrize(
    "review",
    [
        gated(sentence="Plans MUST be complete. A checklist helps."),
        gated(sentence="Checklists MUST NOT be required to be complete."),
        gated(checklist=OPEN.replace("[ ]", "[x]")),
        gated(ticked=()),
        gated(path="pkg/shop/.specify/memory/constitution.md"),
    ],
    ids=["no gate", "denied", "all ticked", "nothing ticked", "another project"],
)
def test_an_open_checklist_alone_is_no_finding(review):
    assert told(open_checklist, review) == []


# SPEC501


TEMPLATE = (
    "<!-- [PROJECT_NAME] was filled in -->\n\n# [PROJECT_NAME] Constitution\n\n### [PRINCIPLE_1_NAME]\n\n[FREE_TEXT]\n"
)


def test_placeholders_of_the_template_are_told_once_at_the_document_itself():
    (finding,) = unfilled_constitution.check(constitutions(None, TEMPLATE))

    assert finding.message == (
        f"`{CONSTITUTION}` has 2 placeholders of the template: `[PROJECT_NAME]`, `[PRINCIPLE_1_NAME]`"
    )
    assert (finding.span.first, finding.feature) == (3, "")


def test_a_constitution_that_is_filled_in_or_not_touched_is_left_alone():
    assert told(unfilled_constitution, constitutions(TEMPLATE, "# Acme Constitution\n\n[OWN_TOKEN]\n")) == []
    assert told(unfilled_constitution, constitutions(TEMPLATE, None)) == []
    assert told(unfilled_constitution, a_dossier(constitutions=(read_constitution(CONSTITUTION, TEMPLATE)[0],))) == []


# SPEC502


def plan(check, tracking="| Violation | Why Needed | Simpler |\n|---|---|---|\n"):
    return f"# Plan\n\n## Constitution Check\n\n{check}\n\n## Complexity Tracking\n\n{tracking}\n"


@pytest.mark.parametrize(
    "check",
    [
        "| Principle | Status |\n|---|---|\n| III. Tests | ❌ FAIL |",
        "| Principle | Status | Notes |\n|---|---|---|\n| III. Tests | **FAIL** | later |",
        "- **III. Tests**: VIOLATION - tests come later",
        "- III. Tests: FAIL. Tests come later",
        "**III. Tests**: ❌ tests come later",
    ],
)
def test_a_failed_check_without_an_entry_is_told(check):
    assert told(failed_constitution_check, a_review(plan=plan(check))) == [
        "1 constitution check fails and the complexity table has no entry for it"
    ]


@pytest.mark.parametrize(
    "check",
    [
        "| Principle | Status |\n|---|---|\n| IX. Resilient | PASS, fails fast |",
        "- **IX. Resilient**: PASS. Failures are told",
        "No violations — section omitted.",
        "- **I. Docs**: PASS when code is there; **FAIL** if it is docs alone",
        "- **FAIL fast**: yes",
        "*GATE: Must pass before Phase 0 research.*",
    ],
)
def test_words_about_failure_are_no_failure(check):
    assert told(failed_constitution_check, a_review(plan=plan(check))) == []


FAILED = "| Principle | Status |\n|---|---|\n| III. Tests | FAIL |"


@pytest.mark.parametrize(
    ("tracking", "findings"),
    [
        ("| Violation | Why Needed | Simpler |\n|---|---|---|\n| No tests first | A spike | Too slow |\n", 0),
        ("We accept late tests because this is a spike.", 0),
        ("| Violation | Why Needed | Simpler |\n|---|---|---|\n| None | N/A | N/A |\n", 1),
        ("| Violation | Why Needed | Simpler |\n|---|---|---|\n| [e.g., 4th project] | [need] | [why] |\n", 1),
        ("No violations.", 1),
        ("> **Fill ONLY if Constitution Check has violations that must be justified**", 1),
    ],
)
def test_an_entry_that_says_something_accounts_for_the_failure(tracking, findings):
    assert len(told(failed_constitution_check, a_review(plan=plan(FAILED, tracking)))) == findings


def test_a_failure_that_was_there_before_is_not_told():
    old = plan(FAILED)

    assert told(failed_constitution_check, a_review(plan=old + "\nMore\n", before={"plan": old})) == []


def test_a_new_failure_beside_an_old_one_is_told_alone():
    old = plan(FAILED)
    new = plan(f"{FAILED}\n| IV. Docs | FAIL |")

    assert told(failed_constitution_check, a_review(plan=new, before={"plan": old})) == [
        "1 constitution check fails and the complexity table has no entry for it"
    ]


# SPEC503


def principles(*texts):
    parts = [f"### {number}. {name}\n\n{text}\n" for number, name, text in texts]
    return "# C\n\n## Core Principles\n\n" + "\n".join(parts)


TESTS = ("I", "Tests First", "Every library MUST have tests that were written before its code was.")
DOCS = ("II", "Documentation", "Every public function SHOULD say in one line what it gives back.")
SMALL = ("III", "Small Changes", "A change MUST do one thing, and MUST be reviewed by a person who did not write it.")


def test_a_must_that_became_a_should_is_a_warning_with_both_texts():
    weaker = (*TESTS[:2], TESTS[2].replace("MUST", "SHOULD"))
    (finding,) = changed_principle.check(constitutions(principles(TESTS, DOCS), principles(weaker, DOCS)))

    assert (finding.severity, finding.message) == ("warning", "Change weakens `I` from MUST to SHOULD")
    assert [one.quote for one in finding.citations] == [TESTS[2], weaker[2]]


def test_other_words_are_a_notice():
    reworded = (*DOCS[:2], "Every public function SHOULD say in one line what it gives back, and why.")
    (finding,) = changed_principle.check(constitutions(principles(TESTS, DOCS), principles(TESTS, reworded)))

    assert (finding.severity, finding.message) == ("notice", "Change words principle `II` (Documentation) anew")
    assert finding.span.first == 9


@pytest.mark.parametrize(("gone", "severity"), [(TESTS, "warning"), (DOCS, "notice")])
def test_a_principle_that_is_gone_is_told_by_its_strength(gone, severity):
    left = [one for one in (TESTS, DOCS, SMALL) if one is not gone]
    (finding,) = changed_principle.check(constitutions(principles(TESTS, DOCS, SMALL), principles(*left)))

    assert (finding.severity, finding.message) == (
        severity,
        f"Change removes principle `{gone[0]}` ({gone[1]}) from the constitution",
    )


def test_a_principle_that_keeps_its_name_under_another_number_is_not_gone():
    anew = ("IV", "Tests First", "Nothing is merged unless something fails without it; coverage MUST be shown.")
    (finding,) = changed_principle.check(constitutions(principles(TESTS, DOCS), principles(DOCS, anew)))

    assert finding.message == "Change words principle `IV` (Tests First) anew"


@pytest.mark.parametrize(
    "after",
    [
        principles(("IX", *TESTS[1:]), DOCS),
        principles(DOCS, TESTS),
        principles((*TESTS[:2], TESTS[2].replace("library", "*library*").rstrip(".")), DOCS),
        principles(TESTS, DOCS, SMALL),
    ],
    ids=["renumbered", "moved", "emphasis", "one more"],
)
def test_what_says_the_same_as_before_is_not_told(after):
    assert told(changed_principle, constitutions(principles(TESTS, DOCS), after)) == []


def test_a_constitution_written_anew_is_told_once():
    before = principles(
        *((f"{n}", f"Matter {n * 'x'}", f"Part {n * 'y'} MUST do {n * 'z'} at once") for n in range(2, 9))
    )
    (finding,) = changed_principle.check(constitutions(before, principles(DOCS)))

    assert finding.message.startswith("Change removes 7 of 7 principles: `2` (Matter xx), ")
    assert finding.severity == "warning"


def test_a_constitution_that_is_deleted_loses_its_principles():
    (finding,) = changed_principle.check(constitutions(principles(TESTS), None))

    assert (finding.severity, finding.span.path, finding.span.first) == ("warning", CONSTITUTION, 1)


def test_filling_in_the_template_changes_no_principle():
    assert told(changed_principle, constitutions(TEMPLATE, principles(TESTS, DOCS))) == []


def test_many_edited_principles_are_told_once():
    names = [f"{n * 'abc'}ish" for n in range(2, 8)]
    before = [(f"{n}", name, f"The {name} part MUST say what it does to others") for n, name in enumerate(names)]
    after = [(number, name, f"{text}, and when") for number, name, text in before]
    (finding,) = changed_principle.check(constitutions(principles(*before), principles(*after)))

    assert finding.message == "Change words 6 principles anew"
    assert len(finding.citations) == 10


def test_a_change_of_code_alone_says_nothing_about_documents():
    review = a_review(spec=requirements("System MUST fail gracefully"))
    code = replace(review, change=a_change("src/a.py"))

    assert [finding.rule.code for finding in rule_findings(code) if finding.rule in NEW] == []
