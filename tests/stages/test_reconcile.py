from builders import FEATURE, a_dossier, a_feature, a_requirement, a_reviewed_feature, a_span, a_task, a_verdict
from hypothesis import given
from hypothesis import strategies as st

from app.domain.conversation import Discussion, Placement, PostedComment, Remark, Thread
from app.domain.finding import Finding, fingerprint
from app.rules import missing_requirement, open_clarification, ticked_task_without_work, violated_requirement
from app.stages.reconcile import reconcile, standing
from app.stages.report import Judgement, write_report

HEAD = "a" * 40


def a_remark(fingerprint, basis="b"):
    placement = Placement(fingerprint=fingerprint, path="a.py", line=1, basis=basis)
    return Remark(placement=placement, body=f"about {fingerprint}")


def a_comment(fingerprint, comment_id, basis="b", state="open"):
    return PostedComment(fingerprint=fingerprint, comment_id=comment_id, basis=basis, body="said", state=state)


def threads(*ids, resolved=()):
    found = (Thread(comment_id=one, thread_id=f"T{one}", resolved=one in resolved) for one in ids)
    return Discussion(head_sha=HEAD, threads=tuple(found))


def result(remarks, posted=(), discussion=None, most=10, told=None):
    standing_ones = [one.placement.fingerprint for one in remarks] if told is None else told
    return reconcile(remarks, posted, discussion or threads(*(one.comment_id for one in posted)), most, standing_ones)


def created(publication):
    return [one.placement.fingerprint for one in publication.create]


def test_what_is_new_is_posted_in_order():
    made = result([a_remark("f1"), a_remark("f2")])

    assert created(made) == ["f1", "f2"]
    assert made.told == {"f1", "f2"}
    assert made.beyond == 0


def test_a_report_equal_to_the_last_writes_nothing():
    made = result([a_remark("f1")], [a_comment("f1", 1)])

    assert (made.create, made.fixed, made.told) == ((), (), {"f1"})


def test_a_finding_that_moved_or_is_worded_otherwise_is_not_posted_again():
    moved = Remark(placement=Placement(fingerprint="f1", path="b.py", line=99, basis="other"), body="other words")

    assert created(result([moved], [a_comment("f1", 1)])) == []


def test_a_finding_that_left_the_diff_keeps_its_comment():
    made = result([], [a_comment("f1", 1)], told=["f1"])

    assert (made.fixed, made.told) == ((), {"f1"})


def test_what_is_gone_is_fixed():
    comment = a_comment("f1", 1)

    made = result([a_remark("f2")], [comment])

    assert made.fixed == (comment,)
    assert made.told == {"f2"}


def test_what_was_fixed_and_is_gone_is_left_alone():
    assert result([], [a_comment("f1", 1, state="fixed")]).fixed == ()


def test_what_was_fixed_and_is_back_gets_a_new_comment():
    made = result([a_remark("f1")], [a_comment("f1", 1, state="fixed")])

    assert created(made) == ["f1"]


def test_what_a_person_resolved_stays_resolved():
    made = result([a_remark("f1")], [a_comment("f1", 1)], threads(1, resolved={1}))

    assert (created(made), made.fixed, made.told) == ([], (), {"f1"})


def test_what_a_person_deleted_stays_deleted():
    made = result([a_remark("f1")], [a_comment("f1", 1)], threads())

    assert (created(made), made.told) == ([], {"f1"})


def test_what_a_person_resolved_is_raised_again_when_its_ground_changed():
    for discussion in (threads(1, resolved={1}), threads()):
        assert created(result([a_remark("f1", "new")], [a_comment("f1", 1, "old")], discussion)) == ["f1"]


def test_the_newest_comment_of_a_finding_counts():
    posted = [a_comment("f1", 1, "old"), a_comment("f1", 2, "new")]

    made = result([a_remark("f1", "new")], posted, threads(1, 2, resolved={1, 2}))

    assert created(made) == []


def test_no_more_than_so_many_comments_stand_open():
    remarks = [a_remark(f"f{number}") for number in range(6)]
    posted = [a_comment("f0", 1), a_comment("f1", 2)]

    made = result(remarks, posted, most=4)

    assert created(made) == ["f2", "f3"]
    assert made.beyond == 2
    assert made.told == {"f0", "f1", "f2", "f3"}


def test_resolved_fixed_and_ended_comments_leave_their_room_to_others():
    posted = [a_comment("f0", 1), a_comment("f1", 2, state="fixed"), a_comment("gone", 3)]

    made = result([a_remark("f0"), a_remark("f2"), a_remark("f3")], posted, threads(1, 2, 3, resolved={1}), most=2)

    assert created(made) == ["f2", "f3"]


def test_where_comments_are_switched_off_none_has_no_room():
    made = result([a_remark("f1")], most=0)

    assert (created(made), made.beyond, made.told) == ([], 0, frozenset())


def test_comments_that_are_there_stay_when_comments_are_switched_off_and_say_when_they_are_fixed():
    made = result([a_remark("f1")], [a_comment("f1", 1), a_comment("f2", 2)], most=0)

    assert made.told == {"f1"}
    assert [one.fingerprint for one in made.fixed] == ["f2"]


# Any history, any discussion: few names, so that they meet.
NAMES = st.sampled_from([f"f{number}" for number in range(6)])
REMARKS = st.lists(st.tuples(NAMES, st.sampled_from("bc")), max_size=8, unique_by=lambda one: one[0])
POSTED = st.lists(st.tuples(NAMES, st.sampled_from("bc"), st.sampled_from(["open", "fixed"])), max_size=8)
PEOPLE = st.lists(st.sampled_from(["open", "resolved", "deleted"]), min_size=8, max_size=8)
UNPLACED = st.sets(NAMES, max_size=4)


def a_situation(remarks, posted, people):
    made = [a_remark(*one) for one in remarks]
    comments = [a_comment(name, number, basis, state) for number, (name, basis, state) in enumerate(posted)]
    there = [number for number in range(len(comments)) if people[number] != "deleted"]
    return made, comments, threads(*there, resolved={one for one in there if people[one] == "resolved"})


@given(REMARKS, POSTED, PEOPLE, UNPLACED, st.integers(0, 4))
def test_applying_the_result_leaves_nothing_to_do(remarks, posted, people, unplaced, most):
    made, comments, discussion = a_situation(remarks, posted, people)
    told = unplaced | {name for name, _ in remarks}
    first = reconcile(made, comments, discussion, most, told)

    new = [
        a_comment(one.placement.fingerprint, 100 + number, one.placement.basis)
        for number, one in enumerate(first.create)
    ]
    fixed = {one.comment_id for one in first.fixed}
    after = [one.model_copy(update={"state": "fixed"}) if one.comment_id in fixed else one for one in comments]
    grown = threads(
        *(one.comment_id for one in discussion.threads),
        *(one.comment_id for one in new),
        resolved={one.comment_id for one in discussion.threads if one.resolved},
    )
    second = reconcile(made, [*after, *new], grown, most, told)

    assert second.create == ()
    assert second.fixed == ()
    assert second.told == first.told
    assert second.beyond == first.beyond


@given(REMARKS, POSTED, PEOPLE, UNPLACED, st.integers(0, 4))
def test_comments_and_annotations_cover_each_finding_exactly_once(remarks, posted, people, unplaced, most):
    made, comments, discussion = a_situation(remarks, posted, people)
    findings = unplaced | {name for name, _ in remarks}

    result = reconcile(made, comments, discussion, most, findings)

    assert result.told <= findings
    assert {one.placement.fingerprint for one in result.create} <= result.told
    annotations = findings - result.told
    assert len(annotations) + len(result.told) == len(findings)
    assert not {one.fingerprint for one in result.fixed} & findings


@given(REMARKS, POSTED, PEOPLE, UNPLACED, st.integers(0, 4))
def test_never_more_comments_than_allowed_unless_they_stood_there_before(remarks, posted, people, unplaced, most):
    made, comments, discussion = a_situation(remarks, posted, people)
    findings = unplaced | {name for name, _ in remarks}

    result = reconcile(made, comments, discussion, most, findings)

    assert len(result.create) <= most


def a_report(findings=(), verdicts=(), *, judged=True):
    head = a_feature(requirements=(a_requirement("FR-001"), a_requirement("FR-002")), tasks=(a_task("T001"),))
    judgement = Judgement(tuple(verdicts), tuple(findings), judged=judged)
    return write_report(a_dossier(a_reviewed_feature(head)), judgement, "1.0")[0]


def a_finding(rule=violated_requirement.RULE, severity="error", subject="FR-001"):
    return Finding(rule, severity, FEATURE, a_span("a.py"), "wrong", "mend", subject=subject)


def test_what_is_told_stands_and_a_notice_does_not():
    loud, quiet = a_finding(), a_finding(severity="notice", subject="FR-002")

    assert standing(a_report([loud, quiet])) == {loud.fingerprint}


def test_a_subject_that_could_not_be_judged_this_time_is_not_mended():
    for answer in ("unsure", "error"):
        still = standing(a_report(verdicts=[a_verdict(a_requirement("FR-001"), answer)]))

        for rule in (violated_requirement.RULE, missing_requirement.RULE):
            assert a_finding(rule).fingerprint in still
        assert a_finding(subject="FR-002").fingerprint not in still


def test_what_only_a_model_finds_is_not_mended_by_a_review_without_one():
    still = standing(a_report(judged=False))

    assert a_finding().fingerprint in still
    assert fingerprint(ticked_task_without_work.RULE.code, FEATURE, "T001") in still
    assert a_finding(open_clarification.RULE).fingerprint not in still


def test_a_subject_that_is_met_is_mended():
    assert standing(a_report(verdicts=[a_verdict(a_requirement("FR-001"), "met")])) == frozenset()
