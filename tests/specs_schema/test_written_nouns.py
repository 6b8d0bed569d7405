"""Nouns written as Spec Kit and OpenAPI write them are read as they are: text, ids, order, and line of each."""

import json
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from specs_schema.contract import ContractField, Operation
from specs_schema.contracts.reader import read_contract
from specs_schema.feature import Feature, FeatureDir
from specs_schema.formats import read_constitution, read_feature

DIR = FeatureDir(dir="specs/001-a", format="speckit")
OFTEN = settings(max_examples=60, deadline=None)
# Letters of several scripts; no word that is a keyword of the format, and none that Markdown would take away.
WORD = st.text(alphabet="abdefgklmoprstuvzäéßñжλ漢", min_size=2, max_size=8).filter(
    lambda word: word not in {"and", "et", "e", "as", "must", "sollte", "may"}
)
SENTENCE = st.lists(WORD, min_size=1, max_size=8).map(" ".join)
NAME = st.text(alphabet="abcdefgh", min_size=3, max_size=8).map(str.capitalize)
FIELD = st.text(alphabet="abcdefgh_", min_size=1, max_size=10).map(lambda name: f"x{name}")
# How a document was saved makes no difference to what it says.
SAVED = st.sampled_from(["{}", "\ufeff{}", "{}\n\n", "---\ntitle: x\n---\n{}"])


@dataclass
class Draft:
    """A document that is being written, which knows on which line each thing begins."""

    lines: list[str]

    def add(self, *lines: str) -> int:
        self.lines.extend(lines)
        return len(self.lines) - len(lines) + 1  # of the first


def read(name: str, draft: Draft, saved: str = "{}", ending: str = "\n") -> tuple[Feature, int]:
    """The feature with this one document, and by how many lines `saved` moved everything."""
    text = saved.format("\n".join(draft.lines) + "\n").replace("\n", ending)
    feature, problems = read_feature(DIR, {f"{DIR.dir}/{name}": text})
    assert problems == ()
    return feature, saved.partition("{}")[0].count("\n")


ENDINGS = st.sampled_from(["\n", "\r\n"])
STORIES = st.lists(
    st.tuples(SENTENCE, st.integers(1, 4), SENTENCE, st.lists(st.tuples(SENTENCE, SENTENCE, SENTENCE), max_size=3)),
    min_size=1,
    max_size=4,
)


@given(STORIES, SAVED, ENDINGS)
@OFTEN
def test_stories_and_their_scenarios(
    stories: list[tuple[str, int, str, list[tuple[str, str, str]]]], saved: str, ending: str
):
    draft = Draft(["# Feature Specification: a", "", "## User Scenarios & Testing *(mandatory)*", ""])
    expected = []
    for number, (title, priority, text, scenarios) in enumerate(stories, start=1):
        first = draft.add(f"### User Story {number} - {title} (Priority: P{priority})", "", text, "")
        draft.add("**Acceptance Scenarios**:", "")
        written = []
        for at, (given_, when, then) in enumerate(scenarios, start=1):
            line = f"**Given** {given_}, **When** {when}, **Then** {then}"
            draft.add(f"{at}. {line}")
            written.append((f"US{number}/AC{at}", line, f"US{number}", len(draft.lines)))
        draft.add("")
        expected.append((f"US{number}", title, f"P{priority}", text, first, written))

    feature, moved = read("spec.md", draft, saved, ending)

    assert [
        (
            story.id,
            story.title,
            story.priority,
            story.text,
            story.span.first - moved,
            [(one.id, one.text, one.story, one.span.first - moved) for one in story.scenarios],
        )
        for story in feature.stories
    ] == expected


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["FR", "NFR"]), st.integers(1, 999)),
        st.tuples(st.sampled_from(["MUST", "SHOULD", "MAY", ""]), SENTENCE, st.lists(SENTENCE, max_size=2)),
        min_size=1,
        max_size=6,
    ),
    SAVED,
    ENDINGS,
)
@OFTEN
def test_requirements_with_what_stands_below_them(
    written: dict[tuple[str, int], tuple[str, str, list[str]]], saved: str, ending: str
):
    draft = Draft(["## Requirements *(mandatory)*", "", "### Functional Requirements", ""])
    expected = []
    for (family, number), (strength, text, more) in written.items():
        sentence = f"System {strength} {text}" if strength else f"System {text}"
        draft.add(f"- **{family}-{number:03}**: {sentence}")
        first = len(draft.lines)
        draft.add(*(f"  - {one}" for one in more))
        whole = " ".join([sentence, *more])
        expected.append((f"{family}-{number:03}", whole, strength.lower() or None, first, len(draft.lines)))

    feature, moved = read("spec.md", draft, saved, ending)

    assert [
        (one.id, one.text, one.strength, one.span.first - moved, one.span.last - moved) for one in feature.requirements
    ] == expected


@given(st.dictionaries(st.integers(1, 99), SENTENCE, min_size=1, max_size=6), SAVED, ENDINGS)
@OFTEN
def test_success_criteria(written: dict[int, str], saved: str, ending: str):
    draft = Draft(["## Success Criteria *(mandatory)*", "", "### Measurable Outcomes", ""])
    lines = {f"SC-{number:03}": draft.add(f"- **SC-{number:03}**: {text}") for number, text in written.items()}

    feature, moved = read("spec.md", draft, saved, ending)

    assert [(one.id, one.text, one.span.first - moved) for one in feature.success_criteria] == [
        (name, text, len(draft.lines) - len(lines) + 1 + at)
        for at, (name, text) in enumerate(zip(lines, written.values(), strict=True))
    ]


FIELDS = st.dictionaries(FIELD, st.tuples(st.sampled_from(["string", "uuid", "int"]), SENTENCE), min_size=1, max_size=4)


@given(st.dictionaries(NAME.map("Thing{}".format), st.tuples(SENTENCE, FIELDS), min_size=1, max_size=4), SAVED, ENDINGS)
@OFTEN
def test_entities_of_a_data_model_with_their_fields(
    written: dict[str, tuple[str, dict[str, tuple[str, str]]]], saved: str, ending: str
):
    draft = Draft(["# Data Model: a", "", "## Entities", ""])
    expected = []
    for name, (text, fields) in written.items():
        draft.add(f"### {name}", "", text, "", "| Field | Type | Rules |", "|---|---|---|")
        first = len(draft.lines) - 5
        rows = []
        for field, (kind, rule) in fields.items():
            draft.add(f"| {field} | {kind} | {rule} |")
            rows.append((field, f"{kind} | {rule}", len(draft.lines)))
        draft.add("")
        expected.append((name, text, first, rows))

    feature, moved = read("data-model.md", draft, saved, ending)

    assert [
        (one.id, one.text, one.span.first - moved, [(f.name, f.text, f.span.first - moved) for f in one.fields])
        for one in feature.entities
    ] == expected


@given(st.dictionaries(NAME, SENTENCE, min_size=1, max_size=5), SAVED, ENDINGS)
@OFTEN
def test_key_entities_of_a_spec(written: dict[str, str], saved: str, ending: str):
    draft = Draft(["## Requirements", "", "### Key Entities *(include if feature involves data)*", ""])
    draft.add(*(f"- **{name}**: {text}" for name, text in written.items()))

    feature, moved = read("spec.md", draft, saved, ending)

    assert [(one.id, one.text, one.span.first - moved) for one in feature.entities] == [
        (name, text, 5 + at) for at, (name, text) in enumerate(written.items())
    ]


@given(st.lists(st.tuples(SENTENCE, SENTENCE, SENTENCE), min_size=1, max_size=4, unique_by=lambda one: one[0]), ENDINGS)
@OFTEN
def test_decisions_of_a_research_document(written: list[tuple[str, str, str]], ending: str):
    draft = Draft(["# Research: a", ""])
    for number, (topic, decision, rationale) in enumerate(written, start=1):
        draft.add(f"## R{number} - {topic}", "", f"**Decision**: {decision}", "", f"**Rationale**: {rationale}", "")

    feature, _ = read("research.md", draft, ending=ending)

    assert [(one.id, one.topic, one.text, one.rationale, one.span.first) for one in feature.decisions] == [
        (f"R{number}", *one, 6 * number - 3) for number, one in enumerate(written, start=1)
    ]


@given(st.lists(st.tuples(st.booleans(), SENTENCE), min_size=1, max_size=6), ENDINGS)
@OFTEN
def test_boxes_of_a_checklist(written: list[tuple[bool, str]], ending: str):
    draft = Draft(["# Checklist: a", ""])
    for number, (done, text) in enumerate(written, start=1):
        draft.add(f"- [{'x' if done else ' '}] CHK{number:03} {text}")

    feature, _ = read("checklists/a.md", draft, ending=ending)

    assert [(one.id, one.done, one.text, one.span.first) for one in feature.checklists[0].items] == [
        (f"CHK{number:03}", *one, number + 2) for number, one in enumerate(written, start=1)
    ]


@given(st.lists(st.tuples(NAME, SENTENCE), min_size=1, max_size=4, unique_by=lambda one: one[0]), ENDINGS)
@OFTEN
def test_principles_of_a_constitution(written: list[tuple[str, str]], ending: str):
    numerals = ("I", "II", "III", "IV")
    lines = ["# Constitution", "", "## Core Principles", ""]
    for numeral, (name, text) in zip(numerals, written, strict=False):
        lines += [f"### {numeral}. {name}", "", f"Code MUST {text}", ""]

    constitution, problems = read_constitution("memory/constitution.md", ending.join(lines))

    assert problems == ()
    assert [(one.id, one.name, one.text, one.strength, one.span.first) for one in constitution.principles] == [
        (numeral, name, f"Code MUST {text}", "must", 5 + 4 * at)
        for at, (numeral, (name, text)) in enumerate(zip(numerals, written, strict=False))
    ]


METHODS = ("get", "put", "post", "delete", "patch")
PATHS = st.lists(st.text(alphabet="abc", min_size=1, max_size=4), min_size=1, max_size=3).map(
    lambda p: f"/{'/'.join(p)}"
)
PROPERTIES = st.dictionaries(
    FIELD, st.tuples(st.sampled_from(["string", "integer", "boolean"]), st.booleans()), max_size=4
)
OPERATIONS = st.dictionaries(st.tuples(st.sampled_from(METHODS), PATHS), st.tuples(SENTENCE, PROPERTIES), max_size=6)
Operations = dict[tuple[str, str], tuple[str, dict[str, tuple[str, bool]]]]


def openapi(operations: Operations, version: str) -> dict[str, object]:
    paths: dict[str, dict[str, object]] = {}
    for (method, path), (summary, properties) in operations.items():
        schema = {
            "type": "object",
            "required": [name for name, (_, required) in properties.items() if required],
            "properties": {name: {"type": kind} for name, (kind, _) in properties.items()},
        }
        body = {"content": {"application/json": {"schema": schema}}}
        paths.setdefault(path, {})[method] = {
            "summary": summary,
            "requestBody": body,
            "responses": {"200": {"description": "ok"}},
        }
    return {"openapi": version, "info": {"title": "a", "version": "1"}, "paths": paths}


def told(one: ContractField) -> tuple[str, str, bool]:
    return one.name, one.type, one.required


def written_operations(operations: Operations) -> set[tuple[str, str, tuple[tuple[str, str, bool], ...]]]:
    return {
        (f"{method.upper()} {path}", summary, tuple((name, *rest) for name, rest in properties.items()))
        for (method, path), (summary, properties) in operations.items()
    }


def read_operations(operations: tuple[Operation, ...]) -> set[tuple[str, str, tuple[tuple[str, str, bool], ...]]]:
    return {(one.id, one.text, tuple(told(field) for field in one.request)) for one in operations}


@given(
    OPERATIONS,
    st.sampled_from(["3.0.3", "3.1.0", "3.2.0"]),
    st.sampled_from([None, 2, "\t"]),
    st.sampled_from(["api.json", "api.yaml"]),
    st.sampled_from(["escaped", "as they are"]),
)
@OFTEN
def test_operations_of_openapi_with_the_fields_that_they_take(
    operations: Operations, version: str, indent: int | str | None, name: str, letters: str
):
    """JSON is YAML too, but for tabs."""
    spaces = 2 if name.endswith("yaml") and indent == "\t" else indent
    text = json.dumps(openapi(operations, version), indent=spaces, ensure_ascii=letters == "escaped")

    contract, problems = read_contract(f"contracts/{name}", text)

    assert problems == ()
    assert read_operations(contract.operations) == written_operations(operations)
    assert contract.model is not None
    assert {f"{one.method} {one.path}" for one in contract.model.operations} == {one.id for one in contract.operations}
    lines = text.split("\n")
    for one in contract.operations:
        assert f'"{one.method.lower()}"' in lines[one.span.first - 1]
        for field in one.request:
            assert f'"{field.name}"' in lines[field.span.first - 1]


@given(st.dictionaries(st.tuples(st.sampled_from(METHODS), PATHS), SENTENCE, max_size=6), SAVED, ENDINGS)
@OFTEN
def test_operations_of_a_contract_in_markdown(written: dict[tuple[str, str], str], saved: str, ending: str):
    draft = Draft(["# API", ""])
    for (method, path), text in written.items():
        draft.add(f"## {method.upper()} `{path}`", "", text, "")

    feature, moved = read("contracts/api.md", draft, saved, ending)

    assert [(one.id, one.text, one.span.first - moved) for one in feature.contracts[0].operations] == [
        (f"{method.upper()} {path}", f"{method.upper()} {path} {text}", 3 + 4 * at)
        for at, ((method, path), text) in enumerate(written.items())
    ]
