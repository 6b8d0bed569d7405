"""What a remembered answer is known by: the question in its words and why it is claimed, wherever its lines stand."""

from dataclasses import replace

import pytest
from builders import FEATURE, a_requirement, a_span

from app.domain.claim import Claim
from app.domain.question import Question
from app.stages.essence import asked

LOCK = a_requirement("FR-003", "System MUST lock", line=12)
CLAIM = Claim("FR-003", "ticked", "ticks `T001`")
QUESTION = Question(FEATURE, LOCK, (CLAIM,))


def with_subject(**fields):
    return replace(QUESTION, subject=LOCK.model_copy(update=fields))


CHANGED = {
    "text": with_subject(text="System MAY lock"),
    "id": with_subject(id="FR-004"),
    "second of its id": with_subject(ordinal=2),
    "document": with_subject(span=a_span("specs/002-logout/spec.md", 12)),
    "no claim": replace(QUESTION, claims=()),
    "kind of the claim": replace(QUESTION, claims=(replace(CLAIM, kind="named"),)),
    "reason of the claim": replace(QUESTION, claims=(replace(CLAIM, reason="ticks `T002`"),)),
    "text of the change": replace(QUESTION, reworded=True),
    "one claim more": replace(QUESTION, claims=(CLAIM, CLAIM)),
}


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_what_is_asked_and_why_makes_another_question(changed):
    assert asked(changed) != asked(QUESTION)


def test_lines_that_were_inserted_above_do_not():
    moved = with_subject(span=a_span(first=90))

    assert moved != QUESTION
    assert asked(moved) == asked(QUESTION)
