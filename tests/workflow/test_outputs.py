"""Every text that completes a check without a report: exact, because people read it first when something is wrong."""

from inline_snapshot import snapshot

from app.workflow import outputs


def told(output):
    return output.conclusion, output.title, output.summary


def test_a_review_that_nobody_waits_for_says_why_it_was_stopped():
    assert told(outputs.stopped("The pull request was closed")) == snapshot(
        ("skipped", "Review stopped", "The pull request was closed. The review was stopped.")
    )


def test_a_review_that_was_asked_for_again_gives_way():
    assert told(outputs.asked_anew()) == snapshot(
        (
            "cancelled",
            "Asked for again",
            "Another review of the same commit was asked for; its check takes the place of this one.",
        )
    )


def test_a_skipped_pull_request_gets_a_completed_check_with_its_reason():
    assert told(outputs.skipped("A draft is not reviewed until it is ready.")) == snapshot(
        ("skipped", "Not reviewed", "A draft is not reviewed until it is ready.")
    )


def test_nothing_of_ours_is_ever_a_pass():
    made = [
        outputs.stopped("x"),
        outputs.asked_anew(),
        outputs.skipped("x"),
        outputs.closed(),
        outputs.superseded("a" * 40),
        outputs.outage(120, "neutral"),
        outputs.refused("x", "action_required"),
        outputs.internal_error("x", "neutral"),
    ]

    assert "success" not in {one.conclusion for one in made}
    assert all(one.buttons == () for one in made)
