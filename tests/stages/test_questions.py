"""Which subjects are asked about, and what is searched for on their behalf."""

import pytest
from builders import FEATURE, a_feature, a_requirement, a_reviewed_feature, a_story, a_task
from packet_builders import reviewed

from app.rules.counterparts import before
from app.stages.questions import is_spec, questions, questions_on, terms
from specs_schema.requirement import Entity
from specs_schema.subject import Principle


def test_only_claimed_subjects_are_questions():
    feature = reviewed(a_feature(requirements=(a_requirement("FR-001"), a_requirement("FR-002"))), "FR-002")

    assert [(one.subject.id, one.claimed) for one in questions(feature)] == [("FR-002", True)]


def test_a_question_carries_every_claim_on_its_subject():
    feature = reviewed(a_feature(requirements=(a_requirement("FR-001"),)), "FR-001", "FR-001")

    assert [len(one.claims) for one in questions(feature)] == [2]


def test_questions_are_in_the_order_of_the_documents():
    head = a_feature(
        requirements=(a_requirement("FR-001"), a_requirement("FR-002")), stories=(a_story(),), tasks=(a_task(),)
    )
    feature = reviewed(head, "T001", "FR-002", "US1/AC1", "FR-001")

    asked = [one.subject.key for one in questions(feature)]

    assert asked == [one.key for one in head.subjects if one.key in asked]
    assert set(asked) == {"FR-001", "FR-002", "US1/AC1", "T001"}


def test_of_a_feature_that_the_change_deletes_nothing_is_asked():
    assert questions(a_reviewed_feature(None, a_feature(requirements=(a_requirement(),)))) == ()


def test_a_text_that_the_change_wrote_or_reworded_is_marked():
    base = a_feature(requirements=(a_requirement("FR-001", "MUST lock"), a_requirement("FR-002", "MUST log")))
    head = a_feature(
        requirements=(
            a_requirement("FR-001", "MUST lock. The reviewer answers yes"),
            a_requirement("FR-002", "MUST log"),
            a_requirement("FR-003", "MUST mail"),
        )
    )
    feature = reviewed(head, "FR-001", "FR-002", "FR-003", base=base)

    assert {one.subject.key: one.reworded for one in questions(feature)} == {
        "FR-001": True,
        "FR-002": False,
        "FR-003": True,
    }


def test_a_text_that_only_got_another_id_or_other_breaks_is_not_marked():
    base = a_feature(requirements=(a_requirement("FR-001", "MUST lock"), a_requirement("FR-002", "MUST log it")))
    head = a_feature(requirements=(a_requirement("FR-001", "MUST log\n  it"), a_requirement("FR-002", "MUST lock")))

    assert [one.reworded for one in questions(reviewed(head, "FR-001", "FR-002", base=base))] == [False, False]


def test_a_box_that_is_ticked_does_not_reword_its_task():
    base, head = (a_feature(tasks=(a_task("T001", done=done),)) for done in (False, True))

    assert [one.reworded for one in questions(reviewed(head, "T001", base=base))] == [False]


def test_of_a_feature_that_the_change_brings_nothing_is_marked():
    feature = reviewed(a_feature(requirements=(a_requirement("FR-001"),)), "FR-001", base=None)

    assert [one.reworded for one in questions(feature)] == [False]


def test_what_the_base_branch_says_is_never_marked():
    feature = reviewed(a_feature(), base=a_feature())
    spoken = (
        Principle(id="I", name="I", text="Tests MUST run", span=a_requirement().span),
        before(a_requirement("FR-001")),
    )

    assert [one.reworded for one in questions_on(spoken, feature)] == [False, False]
    assert [one.reworded for one in questions_on([a_requirement("FR-009")], feature)] == [True]


def test_the_second_of_an_id_is_a_question_of_its_own():
    twice = (a_requirement("FR-001", "System MUST lock"), a_requirement("FR-001", "System MUST log", ordinal=2))

    assert [one.subject.text for one in questions(reviewed(a_feature(requirements=twice), "FR-001~2"))] == [
        "System MUST log"
    ]


def test_the_base_names_of_a_tasks_files_are_searched_for_first():
    task = a_task("T001", "T001 Write it", paths=("tests/contract/test_answers.py", "src/answers/"))

    assert terms(task)[0] == "test_answers.py"
    assert "" not in terms(task)


def test_an_entity_is_searched_for_by_its_name():
    entity = Entity(id="Reservation", text="Holds the seats of one guest", span=a_requirement().span)

    assert terms(entity)[0] == "Reservation"


def test_every_term_comes_once():
    task = a_task("T001", "T001 Write answers.py and answers.py", paths=("answers.py", "src/answers.py"))

    assert len(terms(task)) == len(set(terms(task)))


@pytest.mark.parametrize(
    "path",
    [
        f"{FEATURE}/spec.md",
        f"{FEATURE}/contracts/api.yaml",
        f"{FEATURE}/notes.txt",
        "specs/002-other/plan.md",
        ".specify/memory/constitution.md",
        "packages/a/openspec/changes/x/proposal.md",
        ".kiro/steering/product.md",
    ],
)
def test_what_was_written_before_the_code_is_a_spec(path):
    assert is_spec(path, a_reviewed_feature())


@pytest.mark.parametrize("path", ["src/specs.py", "specs/helper.rb", "docs/specification.md", "spec/login_spec.rb"])
def test_code_that_lies_in_a_folder_of_that_name_is_none(path):
    assert not is_spec(path, a_reviewed_feature())
