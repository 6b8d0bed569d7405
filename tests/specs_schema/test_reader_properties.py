"""What holds for every text: no reader raises, every place lies inside its document and shows what it stands for."""

import re
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from specs_schema.constitution import Constitution
from specs_schema.feature import Feature, FeatureDir
from specs_schema.formats import read_constitution, read_feature
from specs_schema.noun import Noun
from specs_schema.problem import SpecProblem
from specs_schema.span import Span
from specs_schema.subject import Subject

DIR = FeatureDir(dir="specs/001-a", format="speckit")
NAMES = (
    "spec.md", "plan.md", "tasks.md", "research.md", "data-model.md", "quickstart.md", "checklists/requirements.md",
    "contracts/api.md", "contracts/api.yaml", "contracts/schema.json", "notes.md",
)  # fmt: skip
WORDS = st.text(alphabet="abcdefgh", min_size=2, max_size=8)
# Lines as people write them, in any order: what a reader takes for a subject, half of one, or the end of one.
LINES = st.one_of(
    st.sampled_from(
        [
            "", "---", "```", "~~~", "<!--", "-->", "# Feature: a", "## Requirements", "### Functional Requirements",
            "## Success Criteria", "### User Story 1 - Sign in (Priority: P1)", "### Edge Cases", "## Key Entities",
            "## Phase 1: Setup", "## Phase 3: User Story 1 - Sign in", "## Constitution Check", "## Complexity Tracking",
            "| Violation | Why |", "|---|---|", "| III. Tests | FAIL |", "| ID | Text |", "| FR-009 | must |",
            "## Core Principles", "### I. Tests First", "### [PRINCIPLE_1_NAME]", "**Version**: 1.0.0", "## Governance",
            "**Decision**: Use it", "**Rationale**: Because", "1. **Given** a, **When** b, **Then** c", "> quoted",
            "- [NEEDS CLARIFICATION: which one is it?]", "    indented", "\t- deep", "openapi: 3.1.0", "paths: {}", "{",
        ]
    ),
    st.builds("- **FR-{:03}**: System MUST {}".format, st.integers(0, 12), WORDS),
    st.builds("- **SC-{:03}**: {} in 5 s".format, st.integers(0, 12), WORDS),
    st.builds("- [{}] T{:03} [P] [US1] {} in src/{}.py".format, st.sampled_from(" xX~"), st.integers(0, 30), WORDS, WORDS),
    st.builds("{}- [ ] {}".format, st.sampled_from(["", "  ", "    "]), WORDS),
    st.builds("- [x] CHK{:03} {}?".format, st.integers(0, 9), WORDS),
    st.builds("{} {}".format, st.sampled_from(["MUST", "-", "*", "1.", "####", "|", ":", "  "]), WORDS),
    st.text(alphabet="-*#>`[]()|:~ x1.TFRUS\té漢\0\r\u2028\u202e", max_size=30),
)  # fmt: skip
DOCUMENTS = st.dictionaries(
    st.sampled_from(NAMES), st.builds("\n".join, st.lists(LINES, max_size=25)), min_size=1, max_size=4
)
SLOWLY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(documents: dict[str, str]) -> tuple[Feature, tuple[SpecProblem, ...], dict[str, list[str]]]:
    """The feature, its problems, and the lines of each document as Git counts them."""
    texts = {f"{DIR.dir}/{name}": text for name, text in documents.items()}
    feature, problems = read_feature(DIR, texts)
    return feature, problems, {path: text.split("\n") for path, text in texts.items()}


def spans(noun: object) -> Iterator[Span]:
    """Every place that a noun names, however deep."""
    if isinstance(noun, Span):
        yield noun
    elif isinstance(noun, Noun):
        for name in type(noun).model_fields:
            yield from spans(getattr(noun, name))
    elif isinstance(noun, tuple):
        for one in noun:
            yield from spans(one)


def shown(span: Span, lines: dict[str, list[str]]) -> str:
    return "\n".join(lines[span.path][span.first - 1 : span.last])


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{2,}", text))


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=300), max_size=3))
@SLOWLY
def test_no_text_makes_a_reader_raise(documents: dict[str, str]):
    read(documents)


@given(DOCUMENTS)
@SLOWLY
def test_every_place_lies_inside_its_document(documents: dict[str, str]):
    feature, problems, lines = read(documents)

    for span in (*spans(feature), *spans(problems)):
        assert 1 <= span.first <= span.last <= max(1, len(lines[span.path]))


@given(DOCUMENTS)
@SLOWLY
def test_a_subject_stands_where_its_place_says(documents: dict[str, str]):
    """Its first line has its id or first word, and whatever its text says is in the document from there on."""
    feature, _, lines = read(documents)

    for subject in (one for one in feature.subjects if one.kind in {"requirement", "success_criterion", "scenario"}):
        assert words(subject.text) <= words(shown(subject.span, lines)), subject
    for task in feature.tasks:
        first = lines[task.span.path][task.span.first - 1]
        assert not task.id_given or task.id in first
        rest = "\n".join(lines[task.span.path][task.span.first - 1 :])
        assert words(task.text) <= words(rest), task


@given(DOCUMENTS)
@SLOWLY
def test_ids_are_unique_once_the_ordinal_counts(documents: dict[str, str]):
    feature, problems, _ = read(documents)

    keys = [(subject.kind, subject.key) for subject in feature.subjects]
    assert len(keys) == len(set(keys))
    assert {problem.kind for problem in problems} <= {
        "unreadable-document", "unreadable-line", "duplicate-id", "open-clarification", "invalid-contract",
    }  # fmt: skip


@given(DOCUMENTS)
@SLOWLY
def test_a_feature_comes_back_from_its_json(documents: dict[str, str]):
    """JSON is how a feature travels out of the process that reads it."""
    feature, problems, _ = read(documents)

    assert Feature.model_validate_json(feature.model_dump_json()) == feature
    assert [SpecProblem.model_validate_json(one.model_dump_json()) for one in problems] == list(problems)


@given(st.one_of(st.text(max_size=300), st.builds("\n".join, st.lists(LINES, max_size=30))))
@SLOWLY
def test_a_constitution_is_read_and_its_principles_stand_where_they_say(text: str):
    constitution, _ = read_constitution("memory/constitution.md", text)
    lines = {"memory/constitution.md": text.split("\n")}

    assert Constitution.model_validate_json(constitution.model_dump_json()) == constitution
    for principle in constitution.principles:
        assert principle.span.last <= len(text.split("\n"))
        assert words(principle.text) <= words(shown(principle.span, lines))
    assert all(name in text for name in constitution.placeholders)


TASKS = st.fixed_dictionaries(
    {
        "number": st.integers(1, 9_999),
        "tick": st.sampled_from(" xX"),
        "parallel": st.booleans(),
        "story": st.one_of(st.none(), st.integers(1, 20)),
        "text": st.lists(WORDS, min_size=1, max_size=6).map(" ".join),
    }
)


@given(st.lists(TASKS, min_size=1, max_size=8, unique_by=lambda task: task["number"]))
@SLOWLY
def test_a_task_written_as_spec_kit_writes_it_is_read_as_it_is(tasks: list[dict]):
    written = [
        f"- [{task['tick']}] T{task['number']:03}{' [P]' if task['parallel'] else ''}"
        f"{'' if task['story'] is None else ' [US{}]'.format(task['story'])} {task['text']}"
        for task in tasks
    ]
    feature, problems, _ = read({"tasks.md": "# Tasks: a\n\n## Work\n\n" + "\n".join(written)})

    assert problems == ()
    assert [(one.id, one.done, one.parallel, one.story, one.text, one.span.first) for one in feature.tasks] == [
        (
            f"T{task['number']:03}",
            task["tick"] != " ",
            task["parallel"],
            None if task["story"] is None else f"US{task['story']}",
            task["text"],
            number,
        )
        for number, task in enumerate(tasks, start=5)
    ]


@given(
    st.dictionaries(st.integers(1, 999), st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=8)
)
@SLOWLY
def test_a_requirement_written_as_spec_kit_writes_it_is_read_as_it_is(texts: dict[int, str]):
    written = [f"- **FR-{number:03}**: System MUST {text}" for number, text in texts.items()]
    document = "## Requirements *(mandatory)*\n\n### Functional Requirements\n\n" + "\n".join(written)
    feature, problems, _ = read({"spec.md": document})

    assert problems == ()
    assert [(one.id, one.text, one.strength, one.span.first) for one in feature.requirements] == [
        (f"FR-{number:03}", f"System MUST {text}", "must", line) for line, (number, text) in enumerate(texts.items(), 5)
    ]


def test_what_ends_a_line_for_yaml_alone_moves_no_place():
    feature, _, _ = read({"contracts/api.yaml": "openapi: '3.1.0\u2028\x85'\rinfo: {}\n"})

    assert {(span.first, span.last) for span in spans(feature)} == {(1, 1)}


def test_the_search_for_places_finds_those_of_every_noun():
    """Without this, the properties above could hold because nothing was looked at."""
    document = "## Requirements\n\n- **FR-001**: System MUST work\n"
    feature, _, _ = read({"spec.md": document, "tasks.md": "## Phase 1: Setup\n\n- [ ] T001 Work\n"})

    found = {(span.path.rsplit("/", 1)[-1], span.first) for span in spans(feature)}
    assert found == {("spec.md", 1), ("spec.md", 3), ("tasks.md", 1), ("tasks.md", 3)}
    assert all(isinstance(one, Subject) for one in feature.subjects)
