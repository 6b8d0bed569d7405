"""What a program reads of an operation with certainty goes before what a model says of it."""

from dataclasses import replace

import pytest
from builders import FEATURE, a_requirement, a_span

from app.domain.evidence import Citation
from app.domain.finding import Finding
from app.domain.verdict import Verdict
from app.rules import extra_operation, field_differs
from app.stages.disproved import with_contract_findings

OPERATION = a_requirement("POST /v1/answers", "POST /v1/answers").model_copy(update={"kind": "operation"})
MET = Verdict(FEATURE, OPERATION, "met", remembered=True)
LINE = Citation("code", a_span("src/models.py", 7, 7), "class Answer(BaseModel):")
DIFFERS = Finding(
    field_differs.RULE,
    "warning",
    FEATURE,
    LINE.span,
    "`sources` is missing",
    "Add it",
    OPERATION.key,
    citations=(LINE,),
)


@pytest.mark.parametrize("answer", ["met", "unsure"])
def test_an_operation_whose_field_is_missing_is_violated_at_the_line_of_the_finding(answer):
    [verdict] = with_contract_findings([replace(MET, answer=answer)], [DIFFERS])

    assert (verdict.answer, verdict.citations, verdict.remembered) == ("violated", (LINE,), False)
    assert verdict.reason == "`SPEC411`: `sources` is missing"


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        (MET, replace(DIFFERS, rule=extra_operation.RULE)),
        (MET, replace(DIFFERS, feature="specs/002-other")),
        (MET, replace(DIFFERS, subject="GET /v1/answers")),
        (replace(MET, answer="not_claimed"), DIFFERS),
        (replace(MET, answer="error"), DIFFERS),
    ],
)
def test_any_other_verdict_stays_as_it_is(verdict, told):
    assert with_contract_findings([verdict], [told]) == (verdict,)
