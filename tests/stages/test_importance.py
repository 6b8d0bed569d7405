"""The order in which a budget is spent."""

from builders import a_feature, a_requirement, a_reviewed_feature, a_story, a_task

from app.domain.claim import Claim
from app.domain.question import Packet, Question
from app.stages.importance import most_important_first


def story(id, priority, scenarios=1):  # noqa: A002
    return a_story(id, scenarios).model_copy(update={"priority": priority})


HEAD = a_feature(
    requirements=(a_requirement("FR-001"), a_requirement("FR-002"), a_requirement("FR-003")),
    stories=(story("US1", "P3"), story("US2", "P1"), story("US3", None)),
    tasks=(a_task("T001", story="US1", cites=("FR-001", "FR-003")), a_task("T002", story="US2", cites=("FR-003",))),
)
SUBJECTS = {subject.key: subject for subject in HEAD.subjects}


def packet(*keys, kind="ticked"):
    claims = [(Claim(key, kind, "why"),) if kind else () for key in keys]
    asked = tuple(Question("specs/001-login", SUBJECTS[key], claim) for key, claim in zip(keys, claims, strict=True))
    return Packet("specs/001-login", asked, ())


def ordered(*packets):
    order = most_important_first(packets, [a_reviewed_feature(HEAD)])
    return [packets[place].questions[0].subject.key for place in order]


def test_claims_come_before_touched_tasks_and_these_before_what_is_only_contradicted():
    unclaimed, touched, claimed = packet("FR-003", kind=None), packet("T002", kind="path"), packet("US1/AC1")

    assert ordered(unclaimed, touched, claimed) == ["US1/AC1", "T002", "FR-003"]


def test_among_claims_the_priority_of_the_story_decides():
    assert ordered(packet("US1/AC1"), packet("US2/AC1")) == ["US2/AC1", "US1/AC1"]
    assert ordered(packet("T001"), packet("T002")) == ["T002", "T001"]


def test_a_requirement_has_the_priority_of_the_most_important_story_whose_task_cites_it():
    assert ordered(packet("FR-001"), packet("FR-003")) == ["FR-003", "FR-001"]


def test_a_feature_that_the_change_removes_has_no_part_in_the_order():
    order = most_important_first([packet("FR-001")], [a_reviewed_feature(None, HEAD), a_reviewed_feature(HEAD)])

    assert order == [0]


def test_what_belongs_to_no_story_is_as_important_as_the_first():
    assert ordered(packet("US1/AC1"), packet("FR-002"), packet("US3/AC1")) == ["FR-002", "US3/AC1", "US1/AC1"]


def test_a_packet_is_as_important_as_its_most_important_question_and_the_order_is_stable():
    assert ordered(packet("US1/AC1", "US2/AC1"), packet("FR-002")) == ["US1/AC1", "FR-002"]
    assert ordered(packet("FR-002"), packet("US1/AC1", "US2/AC1")) == ["FR-002", "US1/AC1"]
