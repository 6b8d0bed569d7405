import pytest
from ledger_events import A, B, a_group, a_plan, a_reviewed, an_event, reviewed, taken

from app.domain.conversation import PostedComment
from app.domain.decisions import Acceptance, Decisions, Waiver
from app.domain.event import MergeGroup
from app.ports import NotFound

PLAN = a_plan(an_event())
OTHER = a_plan(an_event(number=8))
WAIVER = Waiver(subject="FR-003", reason="later", by="ada", until="1970-01-02")


@pytest.fixture
async def review(ledger):
    (one,) = await taken(ledger, an_event())
    return one.review


@pytest.mark.usefixtures("review")
async def test_nothing_is_decided_about_a_new_pull_request(ledger):
    assert await ledger.decisions(PLAN) == Decisions(today="1970-01-12", first_contact=True)


async def test_today_is_the_day_of_the_ledgers_clock_in_utc(ledger, clock):
    clock.now = 86_400 * 366 - 1
    assert (await ledger.decisions(PLAN)).today == "1971-01-01"
    clock.now += 1
    assert (await ledger.decisions(PLAN)).today == "1971-01-02"


@pytest.mark.usefixtures("review")
async def test_a_waiver_holds_for_its_pull_request_even_when_it_has_run_out(ledger):
    await ledger.waive("2#7", WAIVER)

    assert (await ledger.decisions(PLAN)).waivers == (WAIVER,)
    assert (await ledger.decisions(OTHER)).waivers == ()


@pytest.mark.usefixtures("review")
async def test_a_waiver_replaces_the_earlier_one_of_its_subject_and_is_taken_back(ledger):
    other, newer = WAIVER.model_copy(update={"subject": "FR-004"}), WAIVER.model_copy(update={"reason": "never"})
    for waiver in (WAIVER, other, newer):
        await ledger.waive("2#7", waiver)
    assert set((await ledger.decisions(PLAN)).waivers) == {newer, other}

    assert [await ledger.unwaive("2#7", "FR-003") for _ in range(2)] == [True, False]
    assert (await ledger.decisions(PLAN)).waivers == (other,)


@pytest.mark.usefixtures("review")
async def test_acceptances_are_kept_for_the_texts_that_were_accepted_and_stay_whose_they_were(ledger):
    first, later = (
        Acceptance(fingerprint="f", basis="one", by="ada"),
        Acceptance(fingerprint="f", basis="two", by="ada"),
    )
    await ledger.accept("2#7", [first])
    await ledger.accept("2#7", [later, first.model_copy(update={"by": "bob"})])
    await ledger.accept("2#7", [])

    assert set((await ledger.decisions(PLAN)).accepted) == {first, later}
    assert (await ledger.decisions(OTHER)).accepted == ()


@pytest.mark.usefixtures("review")
async def test_the_feature_is_corrected_and_the_correction_taken_back(ledger):
    for feature in ("specs/001-login", "none"):
        await ledger.correct_feature("2#7", feature)
        assert (await ledger.decisions(PLAN)).feature == feature
    assert (await ledger.decisions(OTHER)).feature == ""

    await ledger.correct_feature("2#7", "")
    assert (await ledger.decisions(PLAN)).feature == ""


@pytest.mark.usefixtures("review")
async def test_the_last_valid_configuration_is_that_of_the_repository(ledger):
    await ledger.keep_configuration(2, "mode: gate\n")

    assert (await ledger.decisions(OTHER)).last_valid == "mode: gate\n"
    assert (await ledger.decisions(PLAN.model_copy(update={"repository_id": 3}))).last_valid is None


async def test_a_review_keeps_the_configuration_that_it_went_by_and_one_without_leaves_it(ledger):
    await reviewed(ledger, an_event("1"), configuration="mode: gate\n")
    await reviewed(ledger, an_event("2", number=8))

    assert (await ledger.decisions(PLAN)).last_valid == "mode: gate\n"


async def test_a_finished_review_keeps_no_configuration_any_more(ledger, review):
    await ledger.finish(review, "completed")

    await ledger.reviewed(review, a_reviewed(configuration="mode: gate\n"))

    assert (await ledger.decisions(PLAN)).last_valid is None


async def test_contact_is_first_until_another_pull_request_was_held_to_a_spec(ledger, clock):
    await reviewed(ledger, an_event("1"))
    await reviewed(ledger, an_event("2", number=8), features=())
    assert ((await ledger.decisions(PLAN)).first_contact, (await ledger.decisions(OTHER)).first_contact) == (
        True,
        False,
    )

    clock.now += 400 * 86_400
    await ledger.prune(30)
    assert not (await ledger.decisions(OTHER)).first_contact


@pytest.mark.parametrize("state", ["superseded", "failed"])
async def test_a_review_that_was_not_completed_is_no_contact(ledger, review, state):
    await ledger.reviewed(review, a_reviewed())
    await ledger.finish(review, state)

    assert (await ledger.decisions(OTHER)).first_contact


@pytest.mark.usefixtures("review")
async def test_a_merge_group_has_no_decisions_of_its_pull_requests(ledger):
    await taken(ledger, a_group("2"))
    await ledger.waive("2#7", WAIVER)

    group = a_plan(a_group(), merge_group=MergeGroup(base_sha=B, base_ref="main"))
    assert (group.pull_request, (await ledger.decisions(group)).waivers) == (f"2@{A}", ())


def a_posted(comment_id, **changes):
    fields = {"fingerprint": f"f{comment_id}", "comment_id": comment_id, "basis": "b", "body": "not met"}
    return PostedComment(**{**fields, **changes})


async def test_comments_are_kept_oldest_first_and_one_that_changed_replaces_itself(ledger, review):
    await ledger.commenting(review)
    await ledger.commented("2#7", [a_posted(5_000_000_002), a_posted(5_000_000_001)])
    await ledger.commented("2#8", [a_posted(5_000_000_003)])
    fixed = a_posted(5_000_000_002, state="fixed", body="fixed in 123")
    await ledger.commented("2#7", [fixed])
    await ledger.commented("2#7", [])

    assert (await ledger.review(review)).commenting
    assert await ledger.comments("2#7") == (a_posted(5_000_000_001), fixed)
    assert await ledger.comments("2#9") == ()


@pytest.mark.usefixtures("review")
async def test_nothing_is_decided_about_a_repository_that_was_forgotten(ledger):
    await ledger.forget(1)

    for late in (
        ledger.waive("2#7", WAIVER),
        ledger.accept("2#7", [Acceptance(fingerprint="f", basis="b", by="ada")]),
        ledger.correct_feature("2#7", "none"),
        ledger.keep_configuration(2, ""),
        ledger.commented("2#7", [a_posted(1)]),
        ledger.count_command("2#7", "ada", 60),
        ledger.first_refusal("2#7", "ada", "waive"),
    ):
        with pytest.raises(NotFound, match="forgotten"):
            await late
