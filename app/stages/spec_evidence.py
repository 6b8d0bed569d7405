"""What of the spec a packet shows: the subject's own lines, and what it refers to."""

from collections.abc import Iterator, Mapping
from itertools import islice

from app.domain.evidence import Evidence
from app.domain.question import Question
from specs_schema.contract import ContractType, Operation
from specs_schema.feature import Feature
from specs_schema.span import Span
from specs_schema.subject import Subject
from specs_schema.task import Task

_LONGEST = 120  # lines of one excerpt of the spec
_MARKS = 8  # letters of an item's mark: `X`, `P`, `US1`
_DOCUMENTS = 2  # that a subject names, shown beside it
_CITED = 4  # subjects that a task cites, shown beside it


def spec_evidence(question: Question, feature: Feature, texts: Mapping[str, str]) -> tuple[Evidence, ...]:
    """The lines of the spec that the question is about, as far as they say more than the question itself."""
    spans = {**dict(_spans(question.subject, feature)), **dict(_named_documents(question, texts))}
    told = "".join(filter(str.isalnum, question.subject.text))
    return tuple(
        Evidence("", "spec", span, text, note)
        for span, note in spans.items()
        if (text := lines_of(span, texts)) and not _says_no_more(text, question.subject.id, told)
    )


def _says_no_more(text: str, name: str, told: str) -> bool:
    """Whether lines are the text of the subject, its id and marks of a list."""
    said = "".join(filter(str.isalnum, text))
    return len(said) <= len(told) + len(name) + _MARKS and told in said


def claim_evidence(question: Question, feature: Feature, texts: Mapping[str, str]) -> tuple[Evidence, ...]:
    """The lines of tasks.md by which the change claims the subject: ticked tasks that cite or complete it."""
    if isinstance(question.subject, Task):
        return ()  # its own lines are shown as spec already
    spans = dict.fromkeys(task.span for task in _claiming(question, feature))
    pieces = [
        Evidence("", "claim", span, text, "task that this change ticks")
        for span in spans
        if (text := lines_of(span, texts))
    ]
    return tuple(pieces[:_CITED])


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


def _named_documents(question: Question, texts: Mapping[str, str]) -> Iterator[tuple[Span, str]]:
    """Interface documents that the subject names, without which nobody can tell whether code is as they say."""
    named = (
        path
        for path in sorted(texts)
        if path.startswith(f"{question.feature}/contracts/")
        and path.removeprefix(f"{question.feature}/") in question.subject.text
    )
    for path in islice(named, _DOCUMENTS):
        whole = Span(path=path, first=1, last=texts[path].rstrip("\n").count("\n") + 1)
        yield _bounded(whole), f"document that {question.subject.id} names"


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
