"""Documents that are nearly as their tools write them: nothing raises, and every place shows what it is the place of."""

import re
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from near_valid import CONFIG, CONSTITUTION, DOCUMENTS, ODD, edited, features

from specs_schema.config import RepoConfig
from specs_schema.config_reader import read_config
from specs_schema.contract import Contract, ContractField, ContractType, Operation, Response
from specs_schema.contracts.schema_model import Member, OperationModel, ParameterModel, ResponseModel
from specs_schema.feature import Feature, FeatureDir
from specs_schema.formats import read_constitution, read_feature
from specs_schema.noun import Noun
from specs_schema.plan import ChecklistItem, PlanEntry, QuickstartStep
from specs_schema.problem import SpecProblem
from specs_schema.requirement import Entity, EntityField, Requirement, Scenario, Statement, Story, SuccessCriterion
from specs_schema.span import Span
from specs_schema.subject import Decision, Principle, Subject
from specs_schema.task import Task

DIR = FeatureDir(dir="specs/001-a", format="speckit")
SLOWLY = settings(max_examples=120, deadline=None, print_blob=False, suppress_health_check=list(HealthCheck))
Texts = dict[str, list[str]]


def git_lines(text: str) -> list[str]:
    """Lines as Git and GitHub count them; an empty file has one, on which something can be told."""
    return text.removesuffix("\n").split("\n")


def read(documents: dict[str, str]) -> tuple[Feature, tuple[SpecProblem, ...], Texts]:
    texts = {f"{DIR.dir}/{name}": text for name, text in documents.items()}
    feature, problems = read_feature(DIR, texts)
    return feature, problems, {path: git_lines(text) for path, text in texts.items()}


def nouns(one: object) -> Iterator[Noun]:
    """`one` and every noun in it."""
    if isinstance(one, Noun):
        yield one
        for name in type(one).model_fields:
            yield from nouns(getattr(one, name))
    elif isinstance(one, tuple):
        for inner in one:
            yield from nouns(inner)
    elif isinstance(one, dict):
        for inner in one.values():
            yield from nouns(inner)


def words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z]{2,}", text))


# What has to stand on the lines of a noun's span.
SAID: dict[type[Noun], tuple[str, ...]] = {
    Requirement: ("text",),
    Scenario: ("text",),
    SuccessCriterion: ("text",),
    Statement: ("text",),
    Story: ("title", "text"),
    Entity: ("id", "text"),
    EntityField: ("name", "text"),
    PlanEntry: ("key", "text"),
    ChecklistItem: ("id", "text"),
    Principle: ("id", "text"),
    QuickstartStep: ("title", "text", "commands"),
    Decision: ("topic", "text", "rationale", "alternatives"),
    Member: ("name",),
    ParameterModel: ("name",),
}


def named(noun: Noun) -> str:
    """Names and text of the noun."""
    if isinstance(noun, ContractField):
        return noun.name.rpartition(".")[2]  # what is above it in `address.street` stands elsewhere
    if isinstance(noun, ContractType):
        return noun.name if noun.pointer else ""  # a document without a title has the name of its file
    said = [getattr(noun, field) for field in SAID.get(type(noun), ())]
    return " ".join(one if isinstance(one, str) else " ".join(one) for one in said)


def stand_in(text: str, shown: str) -> bool:
    """Whether every word of `text` stands in the source lines `shown`, with or without the marks that it has there."""
    bare = re.sub(r"[*_`~\[\]()!|]", "", shown)
    unlinked = re.sub(r"\]\([^()\s]*\)", "", shown).replace("[", "")
    return all(word in shown or word in bare or word in unlinked for word in words(text))


def stands_where_it_says(noun: Noun, texts: Texts) -> None:
    span = getattr(noun, "span", None)
    if not isinstance(span, Span):
        return
    lines = texts[span.path]
    assert 1 <= span.first <= span.last <= len(lines), noun
    shown = "\n".join(lines[span.first - 1 : span.last])
    if isinstance(noun, Task):
        # A task's span ends where the first task inside it begins; its text may go on behind that one.
        shown = "\n".join(lines[span.first - 1 :])
        assert not noun.id_given or stand_in(noun.id, lines[span.first - 1]), noun
    if isinstance(noun, Operation | OperationModel):
        # Methods are keys: written in lower case in OpenAPI, in upper case in headings.
        assert noun.method.lower() in lines[span.first - 1].lower(), noun
    if isinstance(noun, Response | ResponseModel):
        assert noun.status.lower() in shown.lower(), noun
    refers = isinstance(noun, ContractField | ParameterModel) and "$ref" in shown
    assert refers or stand_in(named(noun), shown), noun


@given(features())
@SLOWLY
def test_every_place_in_a_nearly_valid_feature_shows_its_noun(documents: dict[str, str]):
    feature, problems, texts = read(documents)

    for noun in (*nouns(feature), *nouns(problems)):
        stands_where_it_says(noun, texts)


@given(features())
@SLOWLY
def test_a_nearly_valid_feature_comes_back_from_its_json_with_every_subject_told_apart(documents: dict[str, str]):
    feature, problems, _ = read(documents)

    assert Feature.model_validate_json(feature.model_dump_json()) == feature
    assert [SpecProblem.model_validate_json(one.model_dump_json()) for one in problems] == list(problems)
    keys = [(subject.kind, subject.key) for subject in feature.subjects]
    assert len(keys) == len(set(keys))


@given(edited(CONSTITUTION))
@SLOWLY
def test_every_place_in_a_nearly_valid_constitution_shows_its_principle(text: str):
    constitution, problems = read_constitution("memory/constitution.md", text)

    for noun in (*nouns(constitution), *nouns(problems)):
        stands_where_it_says(noun, {"memory/constitution.md": git_lines(text)})


@given(st.one_of(edited(CONFIG), st.text(max_size=200), st.text(alphabet="a:-[]{}&*!|>'\"#\n " + ODD, max_size=80)))
@SLOWLY
def test_a_configuration_is_valid_or_told_with_places_inside(text: str):
    config, problems = read_config(".github/speckeeper.yml", text)

    assert not problems or config == RepoConfig()
    for problem in problems:
        assert problem.span.last <= len(git_lines(text)), problem
        assert f"line {problem.span.first}" in problem.message


@given(st.sampled_from(sorted(DOCUMENTS)), st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
@SLOWLY
def test_any_text_in_any_document_has_its_places_inside(name: str, text: str):
    feature, problems, texts = read({name: text})

    for noun in (*nouns(feature), *nouns(problems)):
        stands_where_it_says(noun, texts)


def test_the_documents_before_they_are_edited_hold_every_noun():
    """Without this, the properties above could hold because nothing was looked at."""
    feature, problems, texts = read(DOCUMENTS)

    found = {type(noun) for noun in nouns(feature)}
    assert found >= {
        Story, Scenario, Requirement, SuccessCriterion, Entity, EntityField, Statement, PlanEntry, ChecklistItem,
        QuickstartStep, Decision, Task, Contract, ContractType, ContractField, Operation, Response, Member,
        OperationModel, ParameterModel, ResponseModel,
    }  # fmt: skip
    assert all(isinstance(one, Subject) for one in feature.subjects)
    assert {problem.kind for problem in problems} == {"open-clarification"}
    for noun in nouns(feature):
        stands_where_it_says(noun, texts)


def test_the_configuration_before_it_is_edited_is_valid():
    config, problems = read_config("a.yml", CONFIG)

    assert (config.mode, problems) == ("gate", ())
