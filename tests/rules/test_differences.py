"""What became of everything that the spec said: the differences, and the findings that tell them."""

from dataclasses import replace

import pytest
from builders import FEATURE, a_change, a_dossier, a_feature_dir, a_reviewed_feature, a_span
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_cases import CASES, report, repository

from app.domain.change import Change, ChangedFile
from app.domain.dossier import ChangedConstitution
from app.rules import (
    breaking_contract_change,
    changed_principle,
    changed_threshold,
    dangerous_contract_change,
    removed_requirement,
    removed_scenario,
    removed_task,
    reworded_ticked_task,
    weakened_requirement,
)
from app.rules.differences.contracts import direction
from app.rules.differences.every import spec_differences
from specs_schema.formats import read_constitution, read_feature
from specs_schema.problem import SpecProblem

TOLD_OF_A_FEATURE = (
    removed_requirement,
    weakened_requirement,
    changed_threshold,
    removed_scenario,
    removed_task,
    reworded_ticked_task,
    breaking_contract_change,
    dangerous_contract_change,
)
CODES = {rule.RULE.code for rule in (*TOLD_OF_A_FEATURE, changed_principle)}
LOCK = "System MUST lock an account after 5 failed attempts in a row"
MAIL = "System MUST send a mail to the owner of a locked account"
LOGS = "System MUST write every refused attempt to the audit log"
GREET = "System MUST greet everybody by name"


def spec(*requirements, scenarios=(), criteria=(), notes=""):
    numbered = [f"- **FR-{number:03}**: {text}" for number, text in enumerate(requirements, 1)]
    told = [f"{number}. {text}" for number, text in enumerate(scenarios, 1)]
    measured = [f"- **SC-{number:03}**: {text}" for number, text in enumerate(criteria, 1)]
    story = ["### User Story 1 - Sign in (Priority: P1)", "", "**Acceptance Scenarios**:", "", *told]
    parts = ["# Login", *story, "## Requirements", "### Functional Requirements", *numbered]
    return "\n\n".join([*parts[:1], "\n".join(parts[1:]), "## Success Criteria", "\n".join(measured), notes]) + "\n"


def feature(documents):
    return read_feature(a_feature_dir(), {f"{FEATURE}/{name}": text for name, text in documents.items()})[0]


def a_review(before, after, **fields):
    """A change that makes of the documents `before` those of `after`; a text alone is the spec."""
    old, new = ({"spec.md": one} if isinstance(one, str) else one for one in (before, after))
    reviewed = a_reviewed_feature(feature(new) if new else None, feature(old) if old else None, **fields)
    texts, base_texts = ({f"{FEATURE}/{name}": text for name, text in side.items()} for side in (new or {}, old or {}))
    return a_dossier(reviewed, texts=texts, base_texts=base_texts, paths=frozenset(texts))


def found(review):
    """Kind, ids before and after, code of the rule that tells it."""
    return [
        (
            one.kind,
            one.before.id if one.before else None,
            one.after.id if one.after else None,
            one.finding.rule.code if one.finding else "",
        )
        for one in spec_differences(review)
    ]


# --- promises --------------------------------------------------------------------------------------------------------


def test_what_is_new_gone_and_reworded_is_told_with_its_rule():
    review = a_review(spec(LOCK, MAIL, LOGS), spec(LOCK, LOGS.replace("every", "each"), GREET))

    assert found(review) == [
        ("reworded", "FR-003", "FR-002", ""),
        ("removed", "FR-002", None, "SPEC601"),
        ("added", None, "FR-003", ""),
    ]


def test_an_insert_renumbers_what_stands_below_and_changes_nothing_else():
    review = a_review(spec(LOCK, MAIL, LOGS), spec(LOCK, GREET, MAIL, LOGS))

    assert found(review) == [
        ("renumbered", "FR-002", "FR-003", ""),
        ("renumbered", "FR-003", "FR-004", ""),
        ("added", None, "FR-002", ""),
    ]


@pytest.mark.parametrize(
    ("old", "new", "kind", "detail", "rule"),
    [
        (MAIL, MAIL.replace("MUST", "SHOULD"), "weakened", "from MUST to SHOULD", "SPEC602"),
        (MAIL.replace("MUST", "SHOULD"), MAIL, "strengthened", "from SHOULD to MUST", ""),
        (MAIL, MAIL.replace("MUST", "MUST NOT"), "weakened", "turned round, from MUST to MUST NOT", "SPEC602"),
        (LOCK, LOCK.replace("5", "50"), "threshold_raised", "10 times looser", "SPEC603"),
        (LOCK, LOCK.replace("5", "3"), "threshold_lowered", "stricter", "SPEC603"),
        (
            f"{LOCK}, and unlock it within 10 minutes",
            f"{LOCK.replace('5', '50')}, and unlock it within 5 minutes",
            "threshold_changed",
            "from 5 failed attempts to 50",
            "SPEC603",
        ),
        (MAIL, "System MUST send doors of the building at night", "rewritten", "", "SPEC601"),
    ],
)
def test_a_requirement_that_demands_less_or_more_says_in_what(old, new, kind, detail, rule):
    (one,) = spec_differences(a_review(spec(old), spec(new)))

    assert (one.kind, one.before.text, one.after.text) == (kind, old, new)
    assert detail in one.detail
    assert (one.finding.rule.code if one.finding else "") == rule


def test_emphasis_and_punctuation_are_no_difference():
    assert found(a_review(spec(MAIL), spec(MAIL.replace("mail", "**mail**") + "."))) == []


def test_two_requirements_that_are_made_one_are_merged_and_not_removed():
    review = a_review(spec(MAIL, LOGS), spec(f"{MAIL}, and {LOGS}"))

    assert ("removed", "FR-002", None, "SPEC601") not in found(review)
    assert ("merged", "FR-002", "FR-001", "") in found(review)


def test_scenarios_and_criteria_are_told_as_what_they_are():
    gone = "**Given** a locked account with pending answers, **When** its owner signs in, **Then** access is refused"
    fresh = "**Given** the building stands empty overnight, **When** somebody opens windows, **Then** alarms ring"
    old, new = spec(scenarios=(gone,), criteria=("A",)), spec(scenarios=(fresh,), criteria=("A", "B is new"))

    assert [(one.kind, one.about) for one in spec_differences(a_review(old, new))] == [
        ("removed", "scenario"),
        ("added", "scenario"),
        ("added", "success_criterion"),
    ]


def test_a_scenario_that_is_put_in_between_rewritten_ones_is_the_new_one():
    menu = "**Given** the options menu is open, **When** the user selects `Edit`, **Then**"
    editing = "**Given** the note is in editing mode, **When** the user"
    old = spec(
        scenarios=(
            f"{menu} the note becomes editable",
            f"{editing} changes the text and confirms, **Then** the changes are saved and shown",
            f"{editing} cancels, **Then** the changes are dropped",
        )
    )
    bar = "**Given** the input bar is in editing mode, **When** the user"
    new = spec(
        scenarios=(
            f"{menu} the note is loaded into the bar",
            "**Given** a draft is unsent, **When** somebody opens another note, **Then** a dialog asks what to keep",
            f"{bar} changes the text and presses send, **Then** the changes are saved in the note and the bar is empty",
            f"{bar} presses cancel, **Then** the changes are dropped and the bar is empty",
        )
    )

    assert {
        ("reworded", "US1/AC2", "US1/AC3", ""),
        ("reworded", "US1/AC3", "US1/AC4", ""),
        ("added", None, "US1/AC2", ""),
    } <= set(found(a_review(old, new)))


def test_a_feature_that_the_change_brings_has_no_differences():
    assert found(a_review(None, spec(LOCK))) == []


def test_what_stands_in_a_document_that_cannot_be_read_any_more_has_no_differences():
    at = a_span(f"{FEATURE}/spec.md")
    unread = SpecProblem(kind="unreadable-document", message="Not UTF-8", hint="Save it", span=at)
    model = "### Answer\n\nWhat was said.\n\n**Fields**:\n\n- `text`: string\n"

    review = a_review({"spec.md": spec(LOCK), "data-model.md": model}, {"data-model.md": model}, problems=(unread,))

    assert found(review) == []


# --- questions -------------------------------------------------------------------------------------------------------

SESSION = "## Clarifications\n\n### Session 2026-01-05\n\n"
OPEN = "System MUST keep answers for [NEEDS CLARIFICATION: how long are answers kept, days or years?]"


def test_a_question_is_opened_with_its_place():
    (one, _) = sorted(spec_differences(a_review(spec(LOCK), spec(LOCK, OPEN))), key=lambda one: one.kind, reverse=True)

    assert (one.kind, one.about, one.before) == ("clarification_opened", "clarification", None)
    assert one.after.text == "how long are answers kept, days or years?"


def test_a_question_is_answered_by_what_its_requirement_says_now():
    closed = "System MUST keep answers for 30 days"

    answered = [one for one in spec_differences(a_review(spec(OPEN), spec(closed))) if one.about == "clarification"]

    assert [(one.kind, one.before.id, one.after.text) for one in answered] == [
        ("clarification_answered", "FR-001", closed)
    ]


def test_a_question_is_answered_by_the_record_that_repeats_it():
    record = f"{SESSION}- Q: How long are answers kept? → A: 30 days\n- Q: Who may see them? → A: Everybody\n"
    closed = spec("System MUST keep answers for 30 days", notes=record)

    answered = [one for one in spec_differences(a_review(spec(OPEN), closed)) if one.about == "clarification"]

    assert [(one.before.text if one.before else None, one.after.text) for one in answered] == [
        ("how long are answers kept, days or years?", "Q: How long are answers kept? → A: 30 days"),
        (None, "Q: Who may see them? → A: Everybody"),
    ]


def test_a_question_that_went_with_its_requirement_was_not_answered():
    assert found(a_review(spec(LOCK, OPEN), spec(LOCK))) == [("removed", "FR-002", None, "SPEC601")]


def test_a_record_that_is_gone_or_reworded_is_told():
    first = "- Q: How long are answers kept? → A: 30 days"
    old = spec(notes=f"{SESSION}{first}\n- Q: Who may see them? → A: Everybody\n")
    new = spec(notes=f"{SESSION}{first.replace('30', '90')}\n")

    assert [(one.kind, one.about) for one in spec_differences(a_review(old, new))] == [
        ("reworded", "clarification"),
        ("removed", "clarification"),
    ]


# --- entities, decisions, documents, features ------------------------------------------------------------------------


def test_an_entity_differs_where_a_field_of_it_does():
    model = "### Answer\n\nWhat was said.\n\n**Fields**:\n\n- `text`: string, at most 500 characters\n"

    review = a_review({"data-model.md": model}, {"data-model.md": model.replace("500", "100")})

    assert found(review) == [("threshold_lowered", "Answer", "Answer", "")]


def test_decisions_of_one_name_are_told_apart_by_their_words():
    one, other = (
        "## R1 - Store\n\n**Decision**: Keep rows in SQLite\n",
        "## R1 - Again\n\n**Decision**: Ship one binary\n",
    )

    assert [
        (kind, old) for kind, old, _, _ in found(a_review({"research.md": one + other}, {"research.md": other}))
    ] == [("removed", "R1")]


def test_a_document_that_is_new_beside_others_is_one_difference():
    operations = "# API\n\n## GET /answers\n\nLists them.\n\n## POST /answers\n\nKeeps one.\n"
    review = a_review(spec(LOCK), {"spec.md": spec(LOCK), "contracts/api.md": operations})

    assert [(one.kind, one.after.id, one.detail) for one in spec_differences(review)] == [
        ("document_added", f"{FEATURE}/contracts/api.md", "2 operations")
    ]


@pytest.mark.parametrize(
    ("tasks", "kind", "detail"),
    [
        ("- [x] T001 One\n- [x] T002 Two\n", "feature_archived", "archived: all its 2 tasks were ticked"),
        ("- [x] T001 One\n- [ ] T002 Two\n", "feature_removed", "1 of its 2 tasks were open"),
        ("", "feature_removed", "it had no tasks"),
    ],
)
def test_a_feature_that_is_deleted_is_one_difference_and_no_finding(tasks, kind, detail):
    review = a_review({"spec.md": spec(LOCK, MAIL), "tasks.md": f"# Tasks\n\n{tasks}"}, None)

    (one,) = spec_differences(review)

    assert (one.kind, one.before.id, one.after, one.detail) == (kind, FEATURE, None, detail)
    assert [finding for rule in TOLD_OF_A_FEATURE for finding in rule.check(review)] == []


def test_a_feature_whose_documents_were_renamed_is_moved():
    path = f"{FEATURE}/spec.md"
    review = a_review(spec(LOCK), None)
    moved = Change((ChangedFile("specs/archive/001-login/spec.md", "renamed", path),))

    (one,) = spec_differences(replace(review, change=moved))

    assert (one.kind, one.after.id) == ("feature_moved", "specs/archive/001-login")


# --- contracts -------------------------------------------------------------------------------------------------------

PROSE = "# API\n\n## GET /answers/{id}\n\nAnswers within 2 seconds.\n"
API = """openapi: 3.1.0
info: {title: A, version: '1'}
paths:
  /answers:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                limit: {type: integer, maximum: 50}
      responses:
        '200': {description: Done}
"""


def test_a_tighter_constraint_is_told_with_both_lines_and_its_rule():
    review = a_review({"contracts/api.yaml": API}, {"contracts/api.yaml": API.replace("50", "20")})

    (one,) = spec_differences(review)

    assert (one.kind, one.about, one.finding.rule.code) == ("contract_tightened", "operation", "SPEC405")
    assert (one.before.text, one.after.text) == (
        "limit: {type: integer, maximum: 50}",
        "limit: {type: integer, maximum: 20}",
    )


def test_an_operation_that_is_new_or_gone_is_told():
    renamed = API.replace("/answers:", "/replies:")
    review = a_review({"contracts/api.yaml": API}, {"contracts/api.yaml": renamed})

    assert found(review) == [("removed", "POST /answers", None, "SPEC405"), ("added", None, "POST /replies", "")]


def test_operations_of_prose_are_followed_by_method_and_path():
    new = f"{PROSE.replace('{id}', '{answer}').replace('2 seconds', '20 seconds')}\n## DELETE /answers\n\nDrops all.\n"
    old = f"{PROSE}\n## PUT /answers\n\nKeeps all.\n"
    review = a_review({"contracts/api.md": old}, {"contracts/api.md": new})

    assert found(review) == [
        ("added", None, "DELETE /answers", ""),
        ("threshold_raised", "GET /answers/{id}", "GET /answers/{answer}", ""),
        ("removed", "PUT /answers", None, ""),
    ]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("request-property-became-required", "contract_tightened"),
        ("response-property-became-optional", "contract_relaxed"),
        ("request-body-max-length-decreased", "contract_tightened"),
        ("response-property-min-items-decreased", "contract_relaxed"),
        ("request-parameter-enum-value-removed", "contract_tightened"),
        ("response-property-x-extensible-enum-value-removed", "contract_tightened"),
        ("response-property-enum-value-added", "contract_relaxed"),
        ("response-property-enum-removed", "contract_relaxed"),
        ("api-security-removed", "contract_relaxed"),
        ("api-removed-without-deprecation", "removed"),
        ("document-removed", "removed"),
        ("request-parameter-removed", "contract_changed"),
        ("api-path-renamed", "contract_changed"),
    ],
)
def test_the_id_of_a_difference_says_which_way_it_goes(kind, told):
    assert direction(kind) == told


# --- principles ------------------------------------------------------------------------------------------------------


def constitution(*sentences):
    text = "\n\n".join(f"### {'I' * number}. Rule {number}\n\n{said}" for number, said in enumerate(sentences, 1))
    return read_constitution("c.md", f"# Acme Constitution\n\n## Core Principles\n\n{text}\n")[0]


def test_principles_are_told_each_also_where_one_finding_tells_several():
    old = [f"Every {noun} MUST have tests that were written first" for noun in ("library", "service", "page", "job")]
    after = constitution(old[0].replace("MUST", "SHOULD"), *(f"{one} and read" for one in old[1:]), "All code is free")
    changed = ChangedConstitution("c.md", constitution(*old), after)

    told = [
        (one.kind, one.finding.rule.code if one.finding else "")
        for one in spec_differences(a_dossier(changed_constitutions=(changed,)))
    ]

    assert told == [("weakened", "SPEC503"), *[("reworded", "SPEC503")] * 3, ("added", "")]


def test_a_constitution_that_the_change_brings_has_no_differences():
    changed = ChangedConstitution("c.md", None, constitution("Every library MUST have tests"))

    assert list(spec_differences(a_dossier(changed_constitutions=(changed,)))) == []


# --- findings and differences agree ----------------------------------------------------------------------------------

VERBS = ("MUST", "SHOULD", "MAY", "MUST NOT")
THINGS = ("lock an account", "send a mail to its owner", "write an audit record", "show a page", "keep the answer")
SENTENCES = st.builds(
    lambda verb, thing, number: f"System {verb} {thing} after {number} failed attempts in a row",
    st.sampled_from(VERBS),
    st.sampled_from(THINGS),
    st.sampled_from((3, 5, 50)),
)
SCENARIOS = st.builds(
    lambda thing, number: f"**Given** {number} attempts, **When** one fails, **Then** the service will {thing}",
    st.sampled_from(THINGS),
    st.sampled_from((3, 5, 50)),
)
SPECS = st.builds(
    lambda texts, told, measured: spec(*texts, scenarios=told, criteria=measured),
    st.lists(SENTENCES, max_size=6),
    st.lists(SCENARIOS, max_size=4),
    st.lists(SENTENCES, max_size=3),
)


@given(before=SPECS, after=SPECS)
@settings(max_examples=150, deadline=None)
def test_every_finding_about_a_change_of_the_spec_has_its_difference(before, after):
    review = a_review(before, after)
    told = sorted(one.fingerprint for rule in TOLD_OF_A_FEATURE for one in rule.check(review))

    assert told == sorted(one.finding.fingerprint for one in spec_differences(review) if one.finding)


@pytest.mark.parametrize("case", [case for case in CASES if case.code in CODES], ids=lambda case: case.code)
def test_the_golden_cases_have_in_their_report_what_their_findings_tell(case, tmp_path):
    made = report(case, repository(case, tmp_path / "checkout"), "head")

    told = {(one["fingerprint"], one["rule"], one["severity"]) for one in made["findings"] if one["rule"] in CODES}
    assert told
    assert told == {
        (one["fingerprint"], one["rule"], one["severity"]) for one in made["spec_differences"] if one["rule"]
    }


def test_the_differences_of_a_change_that_touches_no_spec_are_none():
    same = feature({"spec.md": spec(LOCK)})

    assert list(spec_differences(a_dossier(a_reviewed_feature(same, same), change=a_change("a.py")))) == []
