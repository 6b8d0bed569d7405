"""What of the spec a packet shows: the subject's own lines, and what it refers to."""

from collections.abc import Iterator, Mapping, Sequence

from app.domain.question import Question
from specs_schema.contract import ContractType, Operation
from specs_schema.feature import Feature
from specs_schema.report import Side
from specs_schema.span import Span
from specs_schema.subject import Subject
from specs_schema.task import Task

_LONGEST = 120  # lines of one excerpt of the spec
_CITED = 4  # subjects that a task cites, shown beside it

Piece = tuple[Side, Span, str, str]  # side, span, text, note: Evidence without its id


def spec_evidence(group: Sequence[Question], feature: Feature, texts: Mapping[str, str]) -> tuple[Piece, ...]:
    """The lines of the spec that the questions are about, each once, in the order of the questions."""
    pieces: dict[Span, Piece] = {}
    for question in group:
        for span, note in _spans(question.subject, feature):
            if span not in pieces and (text := lines_of(span, texts)):
                pieces[span] = ("spec", span, text, note)
    return tuple(pieces.values())


def claim_evidence(group: Sequence[Question], feature: Feature, texts: Mapping[str, str]) -> tuple[Piece, ...]:
    """The lines of tasks.md by which the change claims the subjects: ticked tasks that cite or complete them."""
    pieces: dict[Span, Piece] = {}
    for question in group:
        if isinstance(question.subject, Task):
            continue  # its own lines are shown as spec already
        for task in _claiming(question, feature):
            if task.span not in pieces and (text := lines_of(task.span, texts)):
                pieces[task.span] = ("claim", task.span, text, "task that this change ticks")
    return tuple(pieces.values())[:_CITED]


def lines_of(span: Span, texts: Mapping[str, str]) -> str:
    """Exactly the lines of `span`, or nothing where the document is not at hand."""
    lines = texts.get(span.path, "").split("\n")
    return "\n".join(line.rstrip("\r") for line in lines[span.first - 1 : span.last])


def _spans(subject: Subject, feature: Feature) -> Iterator[tuple[Span, str]]:
    if subject.kind == "scenario":
        story = next((one for one in feature.stories if subject in one.scenarios), None)
        if story:
            yield _bounded(story.span), f"story {story.id}"
    yield _bounded(subject.span), f"{subject.kind.replace('_', ' ')} {subject.id}"
    if isinstance(subject, Operation):
        yield from ((_bounded(one.span), f"schema {one.name}") for one in _schemas(subject, feature))
    if isinstance(subject, Task):
        cited = [one for one in feature.subjects if one.id in subject.cites][:_CITED]
        yield from ((_bounded(one.span), f"{one.kind} {one.id}, cited by {subject.id}") for one in cited)


def _bounded(span: Span) -> Span:
    return Span(path=span.path, first=span.first, last=min(span.last, span.first + _LONGEST - 1))


def _schemas(operation: Operation, feature: Feature) -> list[ContractType]:
    wanted = {operation.request_schema, *(response.schema_name for response in operation.responses)} - {""}
    contract = next((one for one in feature.contracts if one.path == operation.contract), None)
    return [one for one in contract.types if one.name in wanted] if contract else []


def _claiming(question: Question, feature: Feature) -> Iterator[Task]:
    reasons = " ".join(claim.reason for claim in question.claims)
    story = question.subject.id.split("/", 1)[0] if question.subject.kind == "scenario" else None
    for task in feature.tasks:
        if task.done and (f"`{task.id}`" in reasons or (story and task.story == story)):
            yield task
