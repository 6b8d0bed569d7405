from inline_snapshot import snapshot

from app.domain.event import MergeGroup, ReviewPlan
from app.stages.announcement import announcement

PLAN = ReviewPlan(installation_id=1, repository_id=2, repository="acme/rag", number=3, head_sha="abc123" + "0" * 34)


def test_a_running_check_says_what_is_being_done():
    told = announcement(PLAN)

    assert told.title == "Reviewing"
    assert told.summary == snapshot("""\
The change at `abc123000000` is compared with its spec: first by rules, then requirement by requirement.

This check ends by itself.\
""")


def test_a_review_that_was_asked_for_says_by_whom_and_of_what():
    told = announcement(PLAN.model_copy(update={"full": True, "asked_by": "ann", "feature": "specs/001-login"}))

    assert told.title == "Reviewing specs/001-login"
    assert told.summary == snapshot("""\
The change at `abc123000000` is compared with the spec in `specs/001-login`: first by rules, then requirement by requirement.

Everything is asked again, remembered verdicts aside.

Asked for by `ann`.

This check ends by itself.\
""")


def test_a_merge_group_is_told_as_one():
    told = announcement(PLAN.model_copy(update={"merge_group": MergeGroup(base_sha="b" * 40, base_ref="main")}))

    assert told.title == "Reviewing the merge group"
    assert told.summary == snapshot(
        "What the group brings to `main` at `abc123000000` is compared with its specs. Answers about pull requests that the group leaves unchanged are taken over. This check ends by itself."
    )


def test_names_of_people_and_branches_do_nothing():
    told = announcement(PLAN.model_copy(update={"asked_by": "`@ann`", "feature": "specs/`@team`"}))

    assert "Asked for by `` `@ann` ``." in told.summary
    assert "``specs/`@team` ``" in told.summary.replace("`` specs", "``specs")
