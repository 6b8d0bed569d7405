import pytest
from builders import a_change, a_criterion, a_feature, a_pull_request, a_requirement, a_story, a_task

from app.stages.claims import claims, named_ids, newly_done


def claimed(head, base=None, change=None, **facts):
    made = claims(head, base, change or a_change("src/other.py"), a_pull_request(**facts))
    return {claim.subject: claim.kind for claim in reversed(made)}


def test_a_task_ticked_by_the_change_is_newly_done():
    base = a_feature(tasks=(a_task("T001", done=True), a_task("T002", done=False)))
    head = a_feature(tasks=(a_task("T001", done=True), a_task("T002", done=True)))

    assert [task.id for task in newly_done(head, base)] == ["T002"]


def test_in_a_new_feature_every_tick_is_new():
    head = a_feature(tasks=(a_task("T001"), a_task("T002", done=False)))

    assert [task.id for task in newly_done(head, None)] == ["T001"]


def test_a_renumbered_finished_task_is_not_newly_done():
    base = a_feature(tasks=(a_task("T001", "Write the model"),))
    head = a_feature(tasks=(a_task("T001", "Set up", done=False), a_task("T002", "Write the model")))

    assert newly_done(head, base) == ()


def test_unticking_claims_nothing():
    base = a_feature(tasks=(a_task("T001", done=True),))

    assert claimed(a_feature(tasks=(a_task("T001", done=False),)), base) == {}


def test_a_deleted_feature_claims_nothing():
    assert claims(None, a_feature(tasks=(a_task(),)), a_change("a.py"), a_pull_request()) == ()


def test_an_open_task_is_claimed_when_all_of_its_files_change():
    task = a_task("T003", done=False, paths=("src/app/login.py",))

    assert claimed(a_feature(tasks=(task,)), change=a_change("src/app/login.py")) == {"T003": "path"}


@pytest.mark.parametrize(
    ("named", "changed", "is_claimed"),
    [
        ("app/login.py", "src/app/login.py", True),
        ("login.py", "src/app/login.py", True),
        ("app/login.py", "src/myapp/login.py", False),
        ("src/app/login.py", "app/login.py", False),
        ("app/login.py", "src/app/login.py/old", False),
    ],
)
def test_a_file_is_named_by_the_end_of_its_path_at_a_folder(named, changed, is_claimed):
    task = a_task("T003", done=False, paths=(named,))

    assert bool(claimed(a_feature(tasks=(task,)), change=a_change("README.md", changed))) is is_claimed


def test_an_open_task_is_not_claimed_by_one_of_several_files():
    task = a_task("T003", done=False, paths=("src/app/login.py", "src/app/main.py"))

    assert claimed(a_feature(tasks=(task,)), change=a_change("src/app/main.py")) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Implements FR-001 and FR-002.", {"FR-001", "FR-002"}),
        ("T001-T003 are done", {"T001", "T002", "T003"}),
        ("covers FR-001 to FR-003", {"FR-001", "FR-002", "FR-003"}),
        ("FR-001..003", {"FR-001", "FR-002", "FR-003"}),
        ("User Story 2", {"US2"}),
        ("US1/AC2 works", {"US1/AC2"}),
        ("see XFR-001 and FR-001-old", set()),
        ("T001-T999999", {"T001"}),
    ],
)
def test_ids_are_found_in_prose(text, found):
    known = {f"FR-{n:03}" for n in range(9)} | {f"T{n:03}" for n in range(9)} | {"US2", "US1/AC2"}

    assert named_ids(text) & known == found


def test_an_id_in_the_body_is_a_claim():
    head = a_feature(requirements=(a_requirement("FR-001"), a_requirement("FR-002")))

    assert claimed(head, body="Implements FR-002.") == {"FR-002": "named"}


def test_an_id_under_a_heading_that_sets_aside_is_no_claim():
    head = a_feature(stories=(a_story("US3"),), tasks=(a_task("T001", done=False),))
    body = "**What it does**\n\nThings.\n\n**What it leaves out**\n\nUser Story 3 and polish."

    assert claimed(head, body=body) == {}


@pytest.mark.parametrize(
    "body",
    [
        "- Without a passage that reaches the threshold, the answer is refused (FR-002).",
        "A question is not logged (FR-002)",
        "What it does:\n\n- limits the question\n  as in FR-002",
    ],
)
def test_a_sentence_that_describes_a_requirement_claims_it(body):
    assert claimed(a_feature(requirements=(a_requirement("FR-002"),)), body=body) == {"FR-002": "named"}


@pytest.mark.parametrize(
    "body",
    [
        "FR-002 is not part of this.",
        "FR-002 follows in the next PR",
        "Everything without FR-002",
        "FR-002 is deferred",
        "The queue is read by the future FR-002 worker",
        "A stub stands in until the verifier of FR-002 lands",
    ],
)
def test_an_id_that_the_author_sets_aside_is_no_claim(body):
    assert claimed(a_feature(requirements=(a_requirement("FR-002"),)), body=body) == {}


def test_ids_belong_to_the_first_of_several_features():
    head = a_feature(requirements=(a_requirement("FR-001"),))

    assert claims(head, None, a_change("a.py"), a_pull_request(body="Implements FR-001"), primary=False) == ()


def test_a_finished_story_claims_its_scenarios():
    head = a_feature(
        stories=(a_story("US1", 2), a_story("US2", 1, line=40)),
        tasks=(a_task("T001", story="US1"), a_task("T002", story="US1"), a_task("T003", story="US2", done=False)),
    )

    assert claimed(head) == {"T001": "ticked", "T002": "ticked", "US1/AC1": "story", "US1/AC2": "story"}


def test_a_story_with_an_open_task_claims_no_scenario_yet():
    head = a_feature(
        stories=(a_story("US1"),), tasks=(a_task("T001", story="US1"), a_task("T002", story="US1", done=False))
    )

    assert claimed(head) == {"T001": "ticked"}


def test_a_claimed_task_claims_the_requirements_it_cites():
    head = a_feature(
        requirements=(a_requirement("FR-001"), a_requirement("FR-002")),
        tasks=(a_task("T001", cites=("FR-002",)), a_task("T002", done=False)),
    )

    assert claimed(head) == {"T001": "ticked", "FR-002": "cited"}


def test_the_last_tick_claims_everything_but_success_criteria():
    head = a_feature(
        requirements=(a_requirement("FR-001"),),
        stories=(a_story("US1"),),
        success_criteria=(a_criterion("SC-001"),),
        tasks=(a_task("T001"), a_task("T002")),
    )

    assert claimed(head).keys() == {"T001", "T002", "FR-001", "US1/AC1"}


def test_a_list_that_was_complete_before_claims_nothing():
    feature = a_feature(requirements=(a_requirement("FR-001"),), tasks=(a_task("T001"),))

    assert claimed(feature, base=feature) == {}


def test_a_range_of_numbers_with_thousands_of_digits_names_nothing_and_breaks_nothing():
    assert named_ids(f"T{'1' * 5_000}-T{'2' * 5_000} and T001-T003") >= {"T001", "T002", "T003"}
