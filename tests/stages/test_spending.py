from builders import a_requirement, a_verdict

from app.domain.usage import Usage
from app.stages.spending import spending


def verdict(number, failure=None, **fields):
    return a_verdict(a_requirement(f"FR-{number:03}"), "error" if failure else "met", failure=failure, **fields)


def test_a_review_within_its_budget_says_nothing():
    assert list(spending([verdict(1), verdict(2, "outage")], Usage(3, cost_usd=0.1))) == []


def test_what_the_budget_left_unjudged_is_counted_and_says_what_to_do():
    (said,) = spending([verdict(1), verdict(2, "budget"), verdict(3, "budget", claimed=False)], Usage())

    assert said.startswith(
        "The budget was used up: 2 subjects were not judged for it, 1 of them claimed. Raise `budget`"
    )
    assert "SPECKEEPER_BUDGET_REVIEW" in said


def test_a_price_that_nobody_knows_cannot_be_held_to():
    (said,) = spending([verdict(1)], Usage(2, 12_000, 0, 300, None, uncounted=2))

    assert said == (
        "The budget could not be held to: nobody knows the price of the model that answered 2 requests "
        "(12,000 tokens in, 300 out)"
    )
