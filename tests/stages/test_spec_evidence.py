"""Which lines of the spec stand beside a question."""

from builders import FEATURE, a_feature, a_requirement, a_span, a_story, a_task

from app.domain.claim import Claim
from app.domain.question import Question
from app.stages.spec_evidence import claim_evidence, lines_of, spec_evidence
from specs_schema.contract import Contract, ContractType, Operation, Response

LINES = "\n".join(f"line {n}" for n in range(1, 200))
TEXTS = {f"{FEATURE}/{name}": LINES for name in ("spec.md", "tasks.md", "contracts/api.yaml")}


def about(subject, *reasons):
    return Question(FEATURE, subject, tuple(Claim(subject.key, "ticked", reason) for reason in reasons))


def shown(subject, feature):
    return [(piece.note, piece.span.first, piece.span.last) for piece in spec_evidence(about(subject), feature, TEXTS)]


def test_a_requirement_is_shown_with_its_own_lines():
    requirement = a_requirement("FR-001", line=10)

    (piece,) = spec_evidence(about(requirement), a_feature(requirements=(requirement,)), TEXTS)

    assert (piece.side, piece.text, piece.note, piece.id) == ("spec", "line 10", "requirement FR-001", "")


def test_a_scenario_is_shown_with_its_story():
    story = a_story("US1", 2, line=20)

    assert shown(story.scenarios[1], a_feature(stories=(story,))) == [
        ("story US1", 20, 29),
        ("scenario US1/AC2", 22, 22),
    ]


def test_a_task_is_shown_with_what_it_cites():
    requirement, task = a_requirement("FR-001", line=10), a_task("T001", cites=("FR-001",), line=5)
    feature = a_feature(requirements=(requirement, a_requirement("FR-002", line=11)), tasks=(task,))

    assert shown(task, feature) == [("task T001", 5, 5), ("requirement FR-001, cited by T001", 10, 10)]


def test_an_interface_document_that_the_subject_names_is_shown_as_far_as_there_is_room():
    task = a_task("T001", "T001 Write `src/api.py` as `contracts/api.yaml` has it", line=5)

    assert shown(task, a_feature(tasks=(task,))) == [("task T001", 5, 5), ("document that T001 names", 1, 120)]


def test_a_document_of_another_kind_or_feature_is_not_shown_for_its_name():
    task = a_task("T001", "T001 Follow plan.md and ../002-other/contracts/other.yaml", line=5)
    texts = {**TEXTS, f"{FEATURE}/plan.md": LINES, "specs/002-other/contracts/other.yaml": LINES}

    assert [piece.span.path for piece in spec_evidence(about(task), a_feature(tasks=(task,)), texts)] == [
        f"{FEATURE}/tasks.md"
    ]


def test_no_more_than_two_named_documents_are_shown():
    texts = {**TEXTS, **{f"{FEATURE}/contracts/{name}.md": LINES for name in "abc"}}
    task = a_task("T001", "T001 As in contracts/a.md, contracts/b.md and contracts/c.md", line=5)

    notes = [piece.note for piece in spec_evidence(about(task), a_feature(tasks=(task,)), texts)]

    assert notes.count("document that T001 names") == 2


def test_of_what_a_task_cites_the_first_four_are_shown():
    cited = tuple(a_requirement(f"FR-00{n}", line=10 + n) for n in range(6))
    task = a_task("T001", cites=tuple(one.id for one in cited))

    assert len(shown(task, a_feature(requirements=cited, tasks=(task,)))) == 5


def test_an_operation_is_shown_with_the_schemas_that_it_names():
    path = f"{FEATURE}/contracts/api.yaml"
    answers = (Response(status="200", schema_name="Answer", span=a_span(path, 12)),)
    operation = Operation(
        id="POST /answers",
        text="",
        span=a_span(path, 10, 15),
        contract=path,
        request_schema="Ask",
        responses=answers,
    )
    types = tuple(
        ContractType(name=name, span=a_span(path, line, line + 3))
        for name, line in (("Ask", 30), ("Answer", 40), ("X", 50))
    )
    contract = Contract(path=path, kind="openapi", span=a_span(path, 1, 60), operations=(operation,), types=types)

    assert shown(operation, a_feature(contracts=(contract,))) == [
        ("operation POST /answers", 10, 15),
        ("schema Ask", 30, 33),
        ("schema Answer", 40, 43),
    ]


def test_a_very_long_subject_is_cut():
    requirement = a_requirement("FR-001").model_copy(update={"span": a_span(first=10, last=190)})

    assert shown(requirement, a_feature(requirements=(requirement,))) == [("requirement FR-001", 10, 129)]


def test_a_document_that_could_not_be_read_is_no_evidence():
    assert spec_evidence(about(a_requirement()), a_feature(), {}) == ()


def test_line_ends_of_windows_are_left_off():
    assert lines_of(a_span("a.md", 2, 3), {"a.md": "one\r\ntwo\r\nthree\r\n"}) == "two\nthree"


def test_ticked_tasks_that_claim_a_requirement_are_what_the_author_says():
    tasks = (a_task("T001", line=5), a_task("T002", line=6), a_task("T003", line=7, done=False))
    question = about(a_requirement("FR-001"), "`T001` cites `FR-001`", "`T003` cites `FR-001`")

    (piece,) = claim_evidence(question, a_feature(tasks=tasks), TEXTS)

    assert (piece.side, piece.text, piece.note) == ("claim", "line 5", "task that this change ticks")


def test_the_ticked_tasks_of_a_story_claim_its_scenarios_and_the_first_four_are_shown():
    tasks = tuple(a_task(f"T00{n}", story="US1" if n else "US2", line=n + 1) for n in range(7))
    story = a_story("US1", 1)

    pieces = claim_evidence(about(story.scenarios[0]), a_feature(stories=(story,), tasks=tasks), TEXTS)

    assert [piece.text for piece in pieces] == ["line 2", "line 3", "line 4", "line 5"]


def test_a_task_is_no_claim_on_itself():
    task = a_task("T001")

    assert claim_evidence(about(task, "ticks `T001`"), a_feature(tasks=(task,)), TEXTS) == ()
