"""Where the task list says that a subject lives, and what that is worth beside matching words."""

from builders import a_feature, a_requirement, a_story, a_task
from packet_builders import a_review, reviewed

from app.stages.places import TaskPlaces
from app.stages.pool import pool_of

MAIL = a_task("T001", "T001 Send a receipt to the buyer by mail in src/outbox.py", paths=("src/outbox.py",))
LOCK = a_task("T002", "T002 Lock accounts in src/login.py", paths=("src/login.py",), cites=("FR-002",))
LABEL = a_task("T003", "T003 [US1] Print labels in src/labels.py", paths=("src/labels.py",), story="US1")
FEATURE = a_feature(tasks=(MAIL, LOCK, LABEL), stories=(a_story("US1"), a_story("US2", line=40)))


def places(subject, feature=FEATURE):
    return TaskPlaces(feature).of(subject)


def test_a_subject_that_a_task_cites_lives_in_its_files():
    assert places(a_requirement("FR-002", "Nobody MUST get in after 5 attempts")) == {"src/login.py": 1.0}


def test_a_subject_lives_in_the_files_of_a_task_that_says_much_the_same():
    found = places(a_requirement("FR-001", "The buyer MUST get a receipt by mail"))

    assert list(found) == ["src/outbox.py"]
    assert 0.25 <= found["src/outbox.py"] < 1


def test_words_without_spaces_between_them_are_compared_too():
    task = a_task("T009", "T009 在 src/memory.py 实现记忆召回", paths=("src/memory.py",))

    assert "src/memory.py" in places(a_requirement("FR-009", "记忆召回必须按时间排序"), a_feature(tasks=(task, LOCK)))


def test_a_scenario_lives_in_the_files_of_its_storys_tasks():
    first, second = (story.scenarios[0] for story in FEATURE.stories)

    assert places(first)["src/labels.py"] == places(second)["src/labels.py"] + 0.5


def test_a_task_lives_in_its_own_files_alone():
    assert places(MAIL) == {"src/outbox.py": 1.0}


def test_what_nobody_planned_a_file_for_has_no_place():
    assert places(a_requirement("FR-007", "Invoices MUST be numbered without gaps")) == {}


def test_the_planned_file_goes_before_one_that_shares_more_words():
    feature = reviewed(a_feature(requirements=(a_requirement("FR-002", "attempts attempts"),), tasks=(LOCK,)), "FR-002")
    files = {"src/login.py": "LIMIT = 5\n", "src/other.py": "attempts = attempts\n"}
    pool = pool_of(a_review(feature, files), feature)

    assert pool.excerpts[pool.ranked(feature.head.requirements[0])[0][1]].span.path == "src/login.py"


def test_code_goes_before_tests_and_documents_that_share_the_same_words():
    feature = reviewed(a_feature(requirements=(a_requirement("FR-002", "lock attempts"),)), "FR-002")
    files = {"docs/lock.md": "lock attempts", "src/lock.py": "lock(attempts)", "tests/test_lock.py": "lock(attempts)"}
    pool = pool_of(a_review(feature, files), feature)

    assert pool.excerpts[pool.ranked(feature.head.requirements[0])[0][1]].span.path == "src/lock.py"
