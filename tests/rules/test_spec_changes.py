import pytest
from builders import (
    FEATURE,
    a_criterion,
    a_dossier,
    a_feature,
    a_requirement,
    a_reviewed_feature,
    a_span,
    a_story,
    a_task,
    a_verdict,
)

from app.rules import (
    changed_threshold,
    removed_requirement,
    removed_scenario,
    removed_task,
    reworded_ticked_task,
    weakened_requirement,
)
from app.rules.catalogue import WEAKENS, rule_for, weakenings
from app.rules.counterparts import before, follow, likeness
from app.rules.quantities import measure
from specs_schema.problem import SpecProblem

LOCK = "System MUST lock an account after five failed attempts in a row"
MAIL = "System MUST send a mail to the owner of a locked account"
LOGS = "System MUST write every refused attempt to the audit log"


def both(base, head):
    return a_dossier(a_reviewed_feature(head, base))


def required(*texts):
    """A feature whose requirements have these texts, numbered in this order."""
    return a_feature(
        requirements=tuple(a_requirement(f"FR-{n:03}", text, line=10 + n) for n, text in enumerate(texts, start=1))
    )


def told(rule, base, head):
    return list(rule.check(both(base, head)))


def changed(old, new):
    return told(changed_threshold, required(old), required(new))


# --- removed ---------------------------------------------------------------------------------------------------------


def test_a_removed_requirement_is_found_where_it_stood_with_its_old_text():
    (finding,) = told(removed_requirement, required(MAIL, LOCK), required(MAIL))

    assert (finding.rule.code, finding.severity, finding.subject) == ("SPEC601", "warning", "FR-002")
    assert finding.span.first == 11
    assert [citation.quote for citation in finding.citations] == [LOCK]


def test_an_inserted_requirement_that_renumbers_all_others_is_no_finding():
    base, head = required(LOCK, MAIL, LOGS), required("System MUST greet", LOCK, MAIL, LOGS)

    for rule in (removed_requirement, weakened_requirement, changed_threshold):
        assert told(rule, base, head) == []


def test_what_stands_in_a_document_that_cannot_be_read_any_more_is_not_gone():
    base = a_feature(
        requirements=(a_requirement("FR-001", LOCK),),
        stories=(a_story(scenarios=2),),
        success_criteria=(a_criterion(),),
        tasks=(a_task("T001", done=False),),
    )
    at = {document: a_span(f"{FEATURE}/{document}") for document in ("spec.md", "tasks.md")}
    unread = {
        document: SpecProblem(kind="unreadable-document", message="Not UTF-8", hint="Save it", span=span)
        for document, span in at.items()
    }
    rules = (removed_requirement, removed_scenario, removed_task)

    def gone(*documents):
        problems = tuple(unread[document] for document in documents)
        dossier = a_dossier(a_reviewed_feature(a_feature(), base, problems=problems))
        return {finding.rule.code for rule in rules for finding in rule.check(dossier)}

    assert gone() == {"SPEC601", "SPEC604", "SPEC605"}
    assert gone("tasks.md") == {"SPEC601", "SPEC604"}
    assert gone("spec.md") == {"SPEC605"}
    assert gone("spec.md", "tasks.md") == set()


def test_a_requirement_is_gone_although_another_has_its_number_now():
    (finding,) = told(removed_requirement, required(LOCK, MAIL, LOGS), required(MAIL, LOGS))

    assert finding.message == "Change removes `FR-001` from the spec, whose number another has now"
    assert finding.citations[0].quote == LOCK


def test_a_requirement_that_moved_and_was_reworded_is_not_gone():
    reworded = LOCK.replace("in a row", "in succession")

    assert told(removed_requirement, required(LOCK), required(MAIL, reworded)) == []


def test_another_requirement_under_the_same_number_does_not_stand_for_the_one_that_is_gone():
    (finding,) = told(removed_requirement, required(LOCK), required(MAIL))

    assert (finding.severity, finding.subject) == ("warning", "FR-001")


def test_a_requirement_that_another_took_in_is_not_gone():
    assert told(removed_requirement, required(MAIL, LOGS), required(f"{MAIL}, and {LOGS}")) == []


def test_a_requirement_that_was_rewritten_is_a_notice_with_both_texts():
    old, new = "System MUST lock accounts when attempts fail", "System MUST lock doors of the building at night"

    (finding,) = told(removed_requirement, required(old), required(new))

    assert (finding.severity, len(finding.citations)) == ("notice", 2)


def test_the_requirements_of_a_document_that_was_written_anew_are_followed_by_their_rare_words():
    base = required(LOCK, "System MUST expose `task.heal.total` and `task.heal.failed` as counters", MAIL)
    head = required("Counters `task.heal.total` and `task.heal.failed` are emitted for each step", "One", "Two")

    assert [one.subject for one in told(removed_requirement, base, head) if one.severity == "warning"] == [
        "FR-001",
        "FR-003",
    ]


def test_text_without_spaces_between_words_is_followed_too():
    old, new = "系统必须在五次失败后锁定账户并通知所有者", "系统必须在五次失败之后锁定账户并且通知所有者"

    assert likeness(old, new) > 0.85
    assert told(removed_requirement, required(old), required("问候", new)) == []


def test_a_removed_success_criterion_is_a_removed_requirement():
    base = a_feature(success_criteria=(a_criterion(),))

    assert [one.rule.code for one in told(removed_requirement, base, a_feature())] == ["SPEC601"]


def test_a_removed_scenario_has_a_rule_of_its_own():
    base, head = a_feature(stories=(a_story("US1", 2),)), a_feature(stories=(a_story("US1", 1),))

    assert told(removed_requirement, base, head) == []
    assert [(one.rule.code, one.subject) for one in told(removed_scenario, base, head)] == [("SPEC604", "US1/AC2")]


def test_a_scenario_that_moves_to_another_story_is_not_gone():
    story = a_story("US1", 1)
    moved = story.scenarios[0].model_copy(update={"id": "US2/AC1", "story": "US2"})
    base = a_feature(stories=(story,))
    head = a_feature(stories=(story.model_copy(update={"id": "US2", "scenarios": (moved,)}),))

    assert told(removed_scenario, base, head) == []


@pytest.mark.parametrize("rule", [removed_requirement, removed_scenario, removed_task])
def test_a_deleted_feature_is_house_keeping(rule):
    base = a_feature(requirements=(a_requirement(),), stories=(a_story(),), tasks=(a_task(),))

    assert told(rule, base, None) == []


# --- weakened --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("System MUST lock", "System SHOULD lock", ["weakens `FR-001` from MUST to SHOULD"]),
        ("System MUST lock", "System locks", ["weakens `FR-001` from MUST to NO DEMAND"]),
        ("System MUST lock", "System MUST lock it", []),
        ("It MUST lock and it MUST mail the owner", "It MUST lock and it MAY mail the owner", ["from MUST to MAY"]),
        ("It MUST NOT keep the password", "It MUST keep the password", ["round, from MUST NOT to MUST"]),
        ("It SHALL lock the account", "It MUST lock the account", []),
        ("It SHOULD lock the account", "It MUST lock the account", []),
    ],
)
def test_a_demand_that_becomes_less_is_found(old, new, found):
    findings = told(weakened_requirement, required(old), required(new))

    assert len(findings) == len(found)
    assert all(part in finding.message for part, finding in zip(found, findings, strict=True))


def test_a_weakened_requirement_is_found_under_its_new_number():
    (finding,) = told(weakened_requirement, required(LOCK), required(MAIL, LOCK.replace("MUST", "SHOULD")))

    assert (finding.subject, finding.key) == ("FR-002", "FR-001")
    assert [citation.quote for citation in finding.citations] == [LOCK, LOCK.replace("MUST", "SHOULD")]


# --- thresholds ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "MUST lock after 5 attempts",
            "MUST lock after 50 attempts",
            "from 5 attempts to 50 attempts, 10 times looser",
        ),
        ("MUST lock after five attempts", "MUST lock after 6 attempts", "from 5 attempts to 6 attempts, looser"),
        (
            "MUST lock after 30 minutes, whatever the number of attempts",
            "MUST lock after 10 minutes, whatever the number of attempts",
            "from 30 minutes to 10 minutes",
        ),
        ("MUST respond within 200 ms", "MUST respond within 2 s", "from 200 ms to 2 s, 10 times looser"),
        ("MUST take at most 1 MiB", "MUST take at most 1 GiB", "from 1 MiB to 1 GiB, 1,000 times looser"),
        ("MUST support at least 100 users", "MUST support at least 10 users", "10 times looser"),
        ("MUST keep logs for 30 days", "MUST keep logs for 1 week", "4.3 times looser"),
        ("95% of users finish", "80% of users finish", "from 95% to 80%, looser"),
        ("MUST refuse more than 2,000 characters", "MUST refuse more than 20,000 characters", "10 times looser"),
        ("p95 latency of the search < 200ms", "p95 latency of the search < 500ms", "2.5 times looser"),
        ("MUST show results with a default of 5", "MUST show results with a default of 20", "from 5 to 20"),
        ("MUST NOT use one whose score is below 0.20", "MUST NOT use one whose score is below 0.05", "0.20 to 0.05"),
        ("MUST respond within 200 ms to callers", "MUST respond to callers", "200 ms is gone"),
        ("At most 5 requests run at once", "At most 5 % run at once", "from 5 requests to 5 %"),
    ],
)
def test_a_threshold_that_became_looser_or_cannot_be_told_is_a_warning(old, new, said):
    (finding,) = changed(old, new)

    assert said in finding.message
    assert finding.severity == "warning"
    assert [citation.quote for citation in finding.citations] == [old, new]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("MUST lock after 5 attempts", "MUST lock after 3 attempts"),
        ("MUST respond within 2 seconds", "MUST respond within 500 ms"),
        ("MUST support at least 10 users", "MUST support at least 100 users"),
        ("MUST list at least 404 items", "MUST list at least 410 items"),
    ],
)
def test_a_threshold_that_became_stricter_is_a_notice(old, new):
    (finding,) = changed(old, new)

    assert finding.severity == "notice"
    assert finding.message.endswith("stricter")
    assert weakenings(a_reviewed_feature(required(new), required(old))) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("MUST respond within 2000 ms", "MUST respond within 2 s"),
        ("MUST take 1 KiB at most", "MUST take 1024 bytes at most"),
        ("MUST follow FR-003 and T014", "MUST follow FR-004 and T015"),
        ("MUST run on Python 3.11", "MUST run on Python 3.12"),
        ("Supports Android 14 here", "Supports Android 15 here"),
        ("MUST speak API v1.2", "MUST speak API v1.3"),
        ("MUST be done by 2026-01-31", "MUST be done by 2026-02-28"),
        ("MUST answer HTTP 404 when unknown", "MUST answer HTTP 410 when unknown"),
        ("MUST return 404 Not Found for it", "MUST return 410 Gone for it"),
        ("MUST return 404 when it is unknown", "MUST return 410 when it is unknown"),
        ("MUST follow step 3 of the guide", "MUST follow step 4 of the guide"),
        ("MUST read specs/009-a/plan.md first", "MUST read specs/010-a/plan.md first"),
        ("(1) MUST lock the account", "(2) MUST lock the account"),
        ("MUST follow RFC 7231 here", "MUST follow RFC 9110 here"),
    ],
)
def test_what_amounts_to_the_same_or_only_names_something_is_no_threshold(old, new):
    assert changed(old, new) == []


def test_several_numbers_are_lined_up_by_the_words_beside_them():
    old = "MUST show between 1 and 10 results within 2 seconds"
    new = "MUST show a title, and between 1 and 10 results within 4 seconds"

    (finding,) = changed(old, new)

    assert finding.message == "Change alters the threshold of `FR-001`: from 2 seconds to 4 seconds, 2 times looser"


def test_the_numbers_of_an_example_in_a_scenario_are_no_thresholds():
    story = a_story("US1", 1)

    def with_text(text):
        scenarios = (story.scenarios[0].model_copy(update={"text": text}),)
        return a_feature(stories=(story.model_copy(update={"scenarios": scenarios}),))

    old = "Given a cart with 3 apples, When it is paid, Then the answer comes within 2 seconds"

    assert told(changed_threshold, with_text(old), with_text(old.replace("3", "4"))) == []
    assert len(told(changed_threshold, with_text(old), with_text(old.replace("2 sec", "9 sec")))) == 1

    for bounding in ("Given a cart, When it is paid, Then at most 3 mails are sent", "Then it locks for 3 minutes"):
        assert len(told(changed_threshold, with_text(bounding), with_text(bounding.replace("3", "4")))) == 1


@pytest.mark.parametrize("text", ["", "#", "# 5 #", "5", "((((", "٣ items", "1e400", "9" * 400, "5" + " or 6" * 2_000])
def test_any_text_can_be_measured(text):
    assert len(measure(text).tokens) >= len(measure(text).quantities)


# --- tasks -----------------------------------------------------------------------------------------------------------


def listed(*tasks):
    return a_feature(tasks=tasks)


@pytest.mark.parametrize(("done", "state"), [(True, "ticked"), (False, "open")])
def test_a_removed_task_is_a_notice_that_says_whether_it_was_ticked(done, state):
    gone = a_task("T002", "Write the load test of the search", done=done)

    (finding,) = told(removed_task, listed(a_task(), gone), listed(a_task()))

    assert (finding.severity, finding.subject) == ("notice", "T002")
    assert f"was {state}" in finding.message


def test_a_task_that_was_renumbered_or_went_to_another_reviewed_feature_is_not_gone():
    task = a_task("T002", "Write the load test of the search")
    moved = task.model_copy(update={"id": "T009"})

    assert told(removed_task, listed(task), listed(a_task(), moved)) == []
    other = a_reviewed_feature(listed(moved))
    assert list(removed_task.check(a_dossier(a_reviewed_feature(listed(), listed(task)), other))) == []


def test_a_task_list_that_was_replaced_is_told_once():
    base = listed(*(a_task(f"T{n:03}", f"Build part{n} of engine{n}", done=n > 3) for n in range(1, 13)))
    head = listed(*(a_task(f"T{n:03}", f"Paint wall{n} with colour{n}", done=False) for n in range(1, 13)))

    (finding,) = told(removed_task, base, head)

    assert finding.message == "Change replaces the task list: 12 of 12 tasks are gone, 3 of them open"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Write contract and load tests of search", "Write contract tests of search"),
        ("Write 12 tests of the search and its index", "Write 2 tests of the search and its index"),
        ("Write the load test of the search", "Write the load test of the search (deferred)"),
        ("Write tests in tests/a.py and tests/b.py", "Write tests in tests/a.py"),
    ],
)
@pytest.mark.parametrize("was_done", [True, False])
def test_a_ticked_task_that_demands_less_is_found(old, new, was_done):
    base, head = listed(a_task("T001", old, done=was_done)), listed(a_task("T001", new))

    (finding,) = told(reworded_ticked_task, base, head)

    assert (finding.rule.code, finding.severity) == ("SPEC606", "notice")
    assert ("was ticked already" if was_done else "is ticked by this change") in finding.message


@pytest.mark.parametrize(
    "new",
    [
        "Write **the load test** of the `search` in tests/load/search.py (FR-001).",
        "Write the load test of the search in tests/performance/search_test.py (FR-001)",
        "Write the load test of the search in [tests](https://example.com/a) tests/load/search.py (FR-001)",
        "Wrote the load test of the search in tests/load/search.py (FR-001)",
        "Write the load test of the search in tests/load/search.py (FR-007)",
        "Write the load test of the search in tests/load/search.py (FR-001), with 3 clients at once",
        "Write the load test of the search in tests/load/search.py (FR-001) run by `make load ARGS=--all tests/load`",
    ],
)
def test_corrections_and_additions_to_a_ticked_task_are_left_alone(new):
    old = "Write the load test of the search in tests/load/search.py (FR-001)"
    old += " run by `npm run load -- --quick`" if "run by" in new else ""
    longer = " for every kind of index that the service can be configured with"

    assert told(reworded_ticked_task, listed(a_task("T001", old + longer)), listed(a_task("T001", new + longer))) == []


def test_a_command_that_a_ticked_task_does_without_is_found():
    base = listed(a_task("T001", "Run `npm test` and `npm run lint` on the search", done=False))
    head = listed(a_task("T001", "Run `npm test` on the search"))

    assert [finding.rule.code for finding in told(reworded_ticked_task, base, head)] == ["SPEC606"]


def test_in_a_list_that_was_replaced_only_tasks_of_the_same_number_are_reworded():
    words = ["cold", "warm", "slow", "fast", "small", "large", "old", "new", "first", "last", "odd", "even"]
    dropped = [a_task(f"T{n:03}", f"Draw the {word} figures of chapter {n}") for n, word in enumerate(words, start=10)]
    base = [
        a_task("T001", "Write contract and load tests of search"),
        a_task("T002", "Write unit and load tests of mail"),
    ]
    head = [a_task("T001", "Write contract tests of search"), a_task("T007", "Write unit tests of mail")]

    def reworded(*others):
        return [finding.subject for finding in told(reworded_ticked_task, listed(*base, *others), listed(*head))]

    assert reworded() == ["T001", "T007"]
    assert reworded(*dropped) == ["T001"]


def test_an_open_task_may_be_reworded():
    base = listed(a_task("T001", "Write contract and load tests", done=False))
    head = listed(a_task("T001", "Write contract tests", done=False))

    assert told(reworded_ticked_task, base, head) == []


# --- all of them -----------------------------------------------------------------------------------------------------


def test_what_needs_acceptance_is_what_takes_back():
    assert {"SPEC601", "SPEC602", "SPEC603", "SPEC604"} == WEAKENS


def test_an_untouched_feature_has_no_finding_and_costs_nothing():
    feature = required(LOCK, MAIL)

    assert weakenings(a_reviewed_feature(feature, feature)) == ()
    assert weakenings(a_reviewed_feature(feature, None)) == ()


def test_the_version_of_the_merge_base_is_no_finding_of_its_own():
    assert rule_for(a_verdict(before(a_requirement("FR-004")), "violated", claimed=False)) is None
    assert rule_for(a_verdict(a_requirement("FR-004"), "violated", claimed=False)) is not None


def test_a_second_subject_with_the_same_id_is_followed_as_its_own():
    first = a_requirement("FR-001", LOCK)
    second = a_requirement("FR-001", MAIL, ordinal=2)

    assert [old.key for old in follow([first, second], [first]).gone] == ["FR-001~2"]


def test_following_many_rewritten_subjects_takes_time_within_reason():
    old = [a_requirement(f"FR-{n}", f"System MUST do {n} things named alpha{n}") for n in range(300)]
    new = [a_requirement(f"XR-{n}", f"Quite another demand beta{n}") for n in range(300)]

    assert len(follow(old, new).gone) == 300
