"""A task is no better than what it cites."""

from dataclasses import replace

import pytest
from builders import FEATURE, a_requirement, a_span, a_task

from app.domain.claim import Claim
from app.domain.evidence import Citation
from app.domain.verdict import Verdict
from app.stages.citing import with_citations

LOCK = a_requirement("FR-004", "System MUST lock after 5 attempts")
CODE = Citation("code", a_span("src/login.py", 4, 4), "LIMIT = 8")
BROKEN = Verdict(FEATURE, LOCK, "violated", citations=(CODE,), expected="5", found="8", at_issue="after 5 attempts")
TASK = a_task("T003", "T003 Lock accounts as FR-004 says").model_copy(update={"cites": ("FR-004",)})
DONE = Verdict(FEATURE, TASK, "met", (Claim("T003", "ticked", "ticks `T003`"),))


def test_a_task_that_cites_what_is_violated_is_violated_at_the_same_lines():
    _, task = with_citations([BROKEN, DONE])

    assert (task.answer, task.citations, task.found) == ("violated", (CODE,), "8")
    assert task.reason == "cites `FR-004`, which is violated"


@pytest.mark.parametrize(
    ("requirement", "task"),
    [
        (replace(BROKEN, answer="met"), DONE),
        (replace(BROKEN, answer="missing"), DONE),
        (replace(BROKEN, feature="specs/002-other"), DONE),
        (BROKEN, replace(DONE, claims=())),
        (BROKEN, replace(DONE, answer="unsure")),
        (BROKEN, replace(DONE, subject=TASK.model_copy(update={"cites": ("FR-005",)}))),
        (replace(BROKEN, subject=a_task("FR-004")), DONE),
    ],
)
def test_any_other_task_keeps_its_answer(requirement, task):
    assert with_citations([requirement, task]) == (requirement, task)
