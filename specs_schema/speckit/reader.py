"""A feature directory of Spec Kit: {path: text} to a Feature and what is wrong with its documents."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from specs_schema.contract import Contract
from specs_schema.contracts.reader import is_contract_outside, read_contract
from specs_schema.feature import Document as FeatureDocument
from specs_schema.feature import Feature, FeatureDir, Role
from specs_schema.markdown import Document, plain, read_markdown
from specs_schema.plan import Checklist, Plan, QuickstartStep
from specs_schema.problem import SpecProblem
from specs_schema.requirement import Entity, Requirement, Statement, Story, SuccessCriterion
from specs_schema.span import Span
from specs_schema.speckit.checklists import read_checklist, read_quickstart, title_of
from specs_schema.speckit.entities import key_entities, modelled_entities, together
from specs_schema.speckit.ids import Ids, duplicate, unreadable
from specs_schema.speckit.layout import role_of
from specs_schema.speckit.plan import read_plan
from specs_schema.speckit.requirements import read_requirements
from specs_schema.speckit.research import read_decisions
from specs_schema.speckit.statements import open_questions, read_statements
from specs_schema.speckit.stories import read_stories
from specs_schema.speckit.tasks import read_tasks
from specs_schema.subject import Decision
from specs_schema.task import Task

_TITLE_PREFIX = re.compile(
    r"^(?:feature\s+specification|feature\s+spec|specification|feature|spec|especifica[çc][ãa]o[^:：]{0,40}|especificaci[óo]n[^:：]{0,40}|"
    r"功能规格(?:说明)?|功能规范|機能仕様書?|implementation\s+plan|plano|plan|tasks?|tarefas|tareas|aufgaben|任务)\s*[:：—–-]\s*",
    re.IGNORECASE,
)
_BRANCH = re.compile(
    r"(?:feature\s+branch|branch|ramo|rama|功能分支|分支|ブランチ)\s*[:：]\s*(?P<branch>[^\s|,()]+)", re.IGNORECASE
)
_HEADER_LINES = 30
_ROLE_ORDER: tuple[Role, ...] = (
    "spec", "plan", "research", "data_model", "quickstart", "contract", "checklist", "tasks", "other"
)  # fmt: skip


@dataclass(slots=True)
class _Draft:
    """What the documents gave, before ids are made unique."""

    titles: list[str] = field(default_factory=list[str])
    branch: str = ""
    stories: list[Story] = field(default_factory=list[Story])
    requirements: list[Requirement] = field(default_factory=list[Requirement])
    criteria: list[SuccessCriterion] = field(default_factory=list[SuccessCriterion])
    unnamed: set[str] = field(default_factory=set[str])
    key_entities: list[Entity] = field(default_factory=list[Entity])
    modelled: list[Entity] = field(default_factory=list[Entity])
    statements: list[Statement] = field(default_factory=list[Statement])
    plan: Plan | None = None
    decisions: list[Decision] = field(default_factory=list[Decision])
    tasks: list[Task] = field(default_factory=list[Task])
    contracts: list[Contract] = field(default_factory=list[Contract])
    checklists: list[Checklist] = field(default_factory=list[Checklist])
    quickstart: list[QuickstartStep] = field(default_factory=list[QuickstartStep])
    problems: list[SpecProblem] = field(default_factory=list[SpecProblem])


def read_feature(feature: FeatureDir, documents: Mapping[str, str]) -> tuple[Feature, tuple[SpecProblem, ...]]:
    """The feature that `documents` (repository path to text) are. Never raises for what they say."""
    roles: list[tuple[Role, str]] = [
        (role_of(feature, path), path) for path in documents if path.startswith(f"{feature.dir}/")
    ]
    ordered = sorted(roles, key=lambda one: (_ROLE_ORDER.index(one[0]), one[1]))
    draft = _Draft()
    for role, path in ordered:
        draft.problems.extend(_broken_text(path, documents[path]))
        _READERS[role](draft, path, documents[path])
    read = [FeatureDocument(path=path, role=role, span=_whole(path, documents[path])) for role, path in ordered]
    return _feature(feature, tuple(read), draft), tuple(draft.problems)


def _feature(feature: FeatureDir, read: tuple[FeatureDocument, ...], draft: _Draft) -> Feature:
    ids = Ids()
    requirements = tuple(ids.take(one, given=one.id not in draft.unnamed) for one in draft.requirements)
    criteria = tuple(ids.take(one, given=one.id not in draft.unnamed) for one in draft.criteria)
    names = Ids()
    draft.problems.extend([*ids.problems, *_shared_numbers(draft.stories)])
    return Feature(
        dir=feature.dir,
        format=feature.format,
        root=feature.root,
        number=feature.number,
        title=next((title for title in draft.titles if title), feature.name),
        branch=draft.branch,
        documents=read,
        stories=tuple(draft.stories),
        requirements=requirements,
        success_criteria=criteria,
        # Entities and decisions are known by names that nobody gave out as ids: a second one is no fault.
        entities=tuple(names.take(one, given=False) for one in together(draft.key_entities, draft.modelled)),
        statements=tuple(draft.statements),
        plan=draft.plan,
        decisions=tuple(names.take(one, given=False) for one in draft.decisions),
        tasks=tuple(draft.tasks),
        contracts=tuple(_unique_operations(draft.contracts)),
        checklists=tuple(draft.checklists),
        quickstart=tuple(draft.quickstart),
    )


def _unique_operations(contracts: list[Contract]) -> Iterator[Contract]:
    """The contracts; an operation that a contract before it has as well gets the next ordinal."""
    ids = Ids()
    for contract in contracts:
        bare = [one.model_copy(update={"ordinal": 1}) for one in contract.operations]
        yield contract.model_copy(update={"operations": tuple(ids.take(one, given=False) for one in bare)})


def _shared_numbers(stories: list[Story]) -> Iterator[SpecProblem]:
    seen: dict[str, Span] = {}
    for story in stories:
        if story.id in seen:
            yield duplicate(story.id, seen[story.id], story.span.model_copy(update={"last": story.span.first}))
        seen.setdefault(story.id, story.span)


def _spec(draft: _Draft, path: str, text: str) -> None:
    document = _markdown(draft, path, text)
    draft.titles.insert(0, _TITLE_PREFIX.sub("", title_of(document)))
    draft.branch = draft.branch or _branch(document)
    stories, scenarios = read_stories(document)
    found = read_requirements(document, scenarios)
    questions, open_problems = open_questions(document)
    draft.stories.extend(stories)
    draft.requirements.extend(found.requirements)
    draft.criteria.extend(found.criteria)
    draft.unnamed |= found.unnamed
    draft.key_entities.extend(key_entities(document))
    draft.statements.extend([*read_statements(document, scenarios), *questions])
    draft.problems.extend([*found.problems, *open_problems])


def _plan(draft: _Draft, path: str, text: str) -> None:
    document = _markdown(draft, path, text)
    draft.titles.append(_TITLE_PREFIX.sub("", title_of(document)))
    draft.branch = draft.branch or _branch(document)
    draft.plan = read_plan(document)
    questions, problems = open_questions(document)
    draft.statements.extend(questions)
    draft.problems.extend(problems)


def _tasks(draft: _Draft, path: str, text: str) -> None:
    document = _markdown(draft, path, text)
    draft.titles.append(_TITLE_PREFIX.sub("", title_of(document)))
    tasks, problems = read_tasks(document)
    draft.tasks.extend(tasks)
    draft.problems.extend(problems)


def _research(draft: _Draft, path: str, text: str) -> None:
    draft.decisions.extend(read_decisions(_markdown(draft, path, text)))


def _data_model(draft: _Draft, path: str, text: str) -> None:
    draft.modelled.extend(modelled_entities(_markdown(draft, path, text)))


def _quickstart(draft: _Draft, path: str, text: str) -> None:
    draft.quickstart.extend(read_quickstart(_markdown(draft, path, text)))


def _checklist(draft: _Draft, path: str, text: str) -> None:
    draft.checklists.append(read_checklist(_markdown(draft, path, text)))


def _contract(draft: _Draft, path: str, text: str) -> None:
    contract, problems = read_contract(path, text)
    draft.contracts.append(contract)
    # A bad character that was told already is what the parser stumbles over, too.
    told = {one.span for one in draft.problems if one.kind == "unreadable-document"}
    draft.problems.extend(one for one in problems if one.span not in told)


def _other(draft: _Draft, path: str, text: str) -> None:
    """A document without a role; an OpenAPI or JSON Schema document beside spec.md is a contract all the same."""
    if is_contract_outside(path, text):
        _contract(draft, path, text)


_READERS = {
    "spec": _spec,
    "plan": _plan,
    "tasks": _tasks,
    "research": _research,
    "data_model": _data_model,
    "quickstart": _quickstart,
    "contract": _contract,
    "checklist": _checklist,
    "other": _other,
}


def _markdown(draft: _Draft, path: str, text: str) -> Document:
    document = read_markdown(path, text)
    draft.problems.extend(
        unreadable(
            document.span_of(line, line),
            "A code fence opens here and is never closed",
            "Close it with a line of back-ticks, or remove it; what follows was read as text",
            f"fence {document.lines[line - 1]}",
        )
        for line in document.open_fences
    )
    draft.problems.extend(
        unreadable(
            document.span_of(line, line),
            "From here on lists or quotes are nested too deeply to be read",
            "Nest lists and quotes less deeply",
            document.lines[line - 1],
        )
        for line in document.lost
    )
    return document


def _branch(document: Document) -> str:
    """The branch from the header lines of spec.md or plan.md, without back-ticks."""
    for line in document.lines[:_HEADER_LINES]:
        found = _BRANCH.search(plain(line))
        if found and line.lstrip(" >").startswith(("*", "_")):
            return found["branch"].strip("[]`")
    return ""


def _broken_text(path: str, text: str) -> Iterator[SpecProblem]:
    """Where text was lost, or is none: U+FFFD stands for what an editor could not read, and no text holds a NUL."""
    marks = {text.index(mark): mark for mark in ("\ufffd", "\0") if mark in text}
    if marks:
        first = min(marks)
        line = text.count("\n", 0, first) + 1
        what = "NUL byte" if marks[first] == "\0" else "replacement character (U+FFFD) for text that was lost"
        yield SpecProblem(
            kind="unreadable-document",
            message=f"`{path}` has a {what} in line {line}",
            hint="Write what belongs there, and save the file as UTF-8",
            span=Span(path=path, first=line, last=line),
            key="utf-8",
        )


def _whole(path: str, text: str) -> Span:
    return Span(path=path, first=1, last=max(1, text.removesuffix("\n").count("\n") + 1))
