"""What the properties of near_valid.py and test_written_nouns.py found, each said once by itself."""

import json

import pytest

from specs_schema.config_reader import read_config
from specs_schema.contract import Contract
from specs_schema.contracts.reader import read_contract
from specs_schema.feature import Feature, FeatureDir
from specs_schema.formats import read_feature
from specs_schema.markdown import plain, read_markdown
from specs_schema.problem import SpecProblem
from specs_schema.speckit.ids import cites

DIR = FeatureDir(dir="specs/001-a", format="speckit")
HUGE = "1" * 5_000  # more digits than int() takes


def read(name: str, text: str) -> tuple[Feature, tuple[SpecProblem, ...]]:
    return read_feature(DIR, {f"{DIR.dir}/{name}": text})


def contract(text: str, name: str = "api.yaml") -> tuple[Contract, tuple[SpecProblem, ...]]:
    return read_contract(f"contracts/{name}", text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("api.yaml", "openapi: 3.1.0\npaths: {\n"),
        ("api.yaml", 'a: "b\n'),
        ("api.json", '{"openapi": "3.1.0",\n'),
        ("api.json", "[1,\n\n\n"),
        ("api.json", "\n"),
    ],
)
def test_a_contract_that_ends_too_early_is_told_on_a_line_that_it_has(name, text):
    _, (problem,) = contract(text, name)

    assert problem.span.last <= text.removesuffix("\n").count("\n") + 1


def test_a_configuration_that_ends_too_early_is_told_on_its_last_line():
    _, (problem,) = read_config("a.yml", "mode: gate\nrules: {\n")

    assert (problem.span.first, problem.message.endswith("in `a.yml`, line 2")) == (2, True)


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x85", "\u00a0", "\u3000"])
def test_a_line_of_nothing_but_odd_white_space_moves_no_other_line(odd):
    feature, _ = read(
        "plan.md", f"## Technical Context\n{odd}\n**Storage**: a\n**Cache**: [NEEDS CLARIFICATION: which?]\n"
    )

    assert feature.plan is not None
    assert [(entry.key, entry.span.first) for entry in feature.plan.entries] == [("Storage", 3), ("Cache", 4)]
    assert [one.span.first for one in feature.statements] == [4]


def test_a_pasted_space_that_does_not_break_makes_a_list_and_a_heading_all_the_same():
    feature, _ = read("tasks.md", "##\u00a0Phase 1: Setup\n\n-\u00a0[ ]\u00a0T001 Work in src/a.py\n")

    assert [(one.id, one.text, one.phase, one.span.first) for one in feature.tasks] == [
        ("T001", "Work in src/a.py", "Phase 1: Setup", 3)
    ]


def test_what_the_lines_of_a_document_say_stays_as_it_was_written():
    assert read_markdown("a.md", "a\u00a0b\n\u2028\n").lines == ("a\u00a0b", "\u2028")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("_id", "_id"),
        ("type_", "type_"),
        ("_it_ and __that__", "it and that"),
        ("a_b_c", "a_b_c"),
        ("__Storage__: x", "Storage: x"),
    ],
)
def test_underscores_are_emphasis_in_pairs_alone(written, shown):
    assert plain(written) == shown


def test_fields_whose_names_begin_or_end_with_an_underscore_keep_it():
    feature, _ = read("data-model.md", "## User\n\n| Field | Type |\n|---|---|\n| _id | uuid |\n| type_ | string |\n")

    assert [field.name for field in feature.entities[0].fields] == ["_id", "type_"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("spec.md", f"## Requirements\n\n- **FR-{HUGE}**: MUST a FR-001 to FR-{HUGE}\n"),
        (
            "spec.md",
            f"### User Story {HUGE} - A (Priority: P1)\n\n- **AC-{HUGE}**: **Given** a, **When** b, **Then** c\n",
        ),
        ("tasks.md", f"- [ ] T001 a\n- [ ] T{HUGE} depends on T001-T{HUGE}\n"),
        ("contracts/a.json", json.dumps({"openapi": "3.1.0", "paths": {"/a": {"$ref": f"#/x/{HUGE}"}}, "x": [{}]})),
        ("contracts/a.json", json.dumps({"openapi": "3.1.0", "paths": {"/a": {"$ref": "#/x/²"}}, "x": [{}]})),
    ],
)
def test_numbers_of_thousands_of_digits_and_digits_that_are_none_are_read(name, text):
    read(name, text)


def test_a_range_of_ids_is_still_spelled_out():
    assert cites("FR-001 to FR-003") == ("FR-001", "FR-002", "FR-003")


MERGED = """openapi: 3.1.0
paths: {}
components:
  schemas:
    A:
      properties:
        <<: {e: {type: string}, d: {type: string}, c: {type: string}, b: {type: string}, a: {type: string}}
        b: {type: integer}
"""


def test_merged_keys_keep_their_order_and_give_way_to_written_ones():
    """Taken from a set, they came in another order in every process, and so did whatever is made of them."""
    read_, problems = contract(MERGED)

    assert problems == ()
    assert [(field.name, field.type) for field in read_.types[0].fields] == [
        ("b", "integer"), ("e", "string"), ("d", "string"), ("c", "string"), ("a", "string"),
    ]  # fmt: skip


def test_a_reference_may_be_written_as_in_an_address():
    text = (
        "openapi: 3.1.0\npaths:\n  /a: {$ref: '#/components/pathItems/b%20%C3%A9~1c'}\n"
        "components:\n  pathItems:\n    b é/c: {get: {responses: {}}}\n"
    )
    read_, problems = contract(text)

    assert (problems, [one.id for one in read_.operations]) == ((), ["GET /a"])


def test_a_reference_to_an_anchor_is_no_fault():
    text = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "items": {"$ref": "#item"}, "type": "array"}'

    assert contract(text, "a.json")[1] == ()


CIRCLE = """openapi: 3.1.0
paths:
  /a: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/C'}}}}}}}
components:
  schemas:
    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/A'}
    C: {$ref: '#/components/schemas/B'}
    D: {$ref: '#/components/schemas/D'}
    E: {properties: {again: {$ref: '#/components/schemas/E'}}}
"""


def test_each_circle_of_references_is_told_once_at_a_line_inside_it():
    _, problems = contract(CIRCLE)

    assert [(one.key, one.span.first) for one in problems] == [
        ("#/components/schemas/A", 7), ("#/components/schemas/D", 9),
    ]  # fmt: skip


def test_comments_are_left_out_of_json_with_comments_and_of_nothing_else():
    text = (
        '{\n  "openapi": "3.1.0", // https://example.org\n  /* two\n lines */ "info": {"title": "http://a /* b */"},\n'
        '  "paths": {"/a": {"get": {"responses": {}}}}\n}\n'
    )
    read_, problems = contract(text, "api.jsonc")

    assert problems == ()
    assert (read_.title, read_.operations[0].span.first) == ("http://a /* b */", 5)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('{"a": 1 // b\n}', 1, "Not JSON: a comment"),
        ('{"a":\n\n/* b */ 1}', 3, "Not JSON: a comment"),
        ('{"a": 1}\n# b\n', 2, "Not JSON: a comment"),
        ("{'a': 1}", 1, "Not JSON: a text in single quotes"),
        ("[1,\n]", 2, "Not JSON: a comma before `]`"),
        ('{"a": 1,}', 1, "Not JSON: a comma before `}`"),
        ("[,]", 1, "Not JSON: a value expected"),
        ("{,}", 1, "Not JSON: a key in double quotes expected"),
    ],
)
def test_what_is_no_json_is_said_in_its_own_words(text, line, message):
    _, (problem,) = contract(text, "a.json")

    assert (problem.span.first, problem.message) == (line, message)


@pytest.mark.parametrize(
    ("character", "what"),
    [("\0", "a NUL byte"), ("\ufffd", "a replacement character (U+FFFD) for text that was lost")],
)
def test_a_character_that_is_no_text_is_told_for_what_it_is(character, what):
    _, problems = read("spec.md", f"# Spec\n\nLost: {character}\n")

    assert [(one.kind, one.message, one.span.first) for one in problems] == [
        ("unreadable-document", f"`specs/001-a/spec.md` has {what} in line 3", 3)
    ]
