"""What a terminal shows: the last lines say how much was looked at, what it cost, and what follows."""

import pytest
from hostile import a_hostile_report

from app.stages.terminal import as_text
from specs_schema.report import Coverage, SkippedFile, Usage

REPORT = a_hostile_report("plain").model_copy(
    update={"notes": (), "withheld": (), "tests": None, "title": "Nobody knows"}
)


def closing(**fields):
    lines = as_text(REPORT.model_copy(update=fields)).rstrip("\n").split("\n")
    return lines[-lines[::-1].index("") :]


def test_each_feature_is_named_first_with_the_reasons_for_which_it_counts():
    (feature,) = REPORT.features
    other = feature.model_copy(update={"dir": "specs/002-b", "reasons": tuple("abcdef")})

    assert as_text(REPORT.model_copy(update={"features": (feature, other)})).split("\n")[:3] == [
        "plain (plain)",
        "specs/002-b (a, b, c, d, e)",
        "",
    ]


JUDGED = Coverage(requirements_judged=True)


@pytest.mark.parametrize(("cost", "said"), [(0.0726, "0.073 USD"), (0.0, "0.000 USD"), (None, "price unknown")])
def test_what_a_review_cost_stands_before_its_conclusion(cost, said):
    usage = Usage(model_calls=3, input_tokens=20_000, cached_input_tokens=9_000, output_tokens=150, cost_usd=cost)

    assert closing(usage=usage, coverage=JUDGED) == [
        f"3 model calls, 20000 tokens in, 150 out, {said}",
        "incomplete: Nobody knows",
    ]


def test_a_review_that_asked_no_model_has_no_cost():
    assert closing(usage=Usage(input_tokens=5), coverage=JUDGED) == ["incomplete: Nobody knows"]


def test_what_was_not_looked_at_is_counted():
    skipped = (SkippedFile(path="a.bin", why="binary"), SkippedFile(path="b.bin", why="binary"))

    assert closing(coverage=Coverage(files_changed=7, files_skipped=skipped, subjects=4)) == [
        "Requirements were not judged: no model took part (4 subjects are claimed)",
        "2 of 7 changed files were not considered",
        "incomplete: Nobody knows",
    ]


def test_colours_mark_the_conclusion():
    painted = as_text(REPORT.model_copy(update={"conclusion": "fail"}), lambda text, colour: f"<{colour}>{text}")

    assert painted.rstrip("\n").split("\n")[-1] == "<red>fail: Nobody knows"
