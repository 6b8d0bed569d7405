import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specs_schema.contract import Contract
from specs_schema.contracts.reader import read_contract
from specs_schema.problem import SpecProblem

OPENAPI = """openapi: 3.1.0
info:
  title: Answers
paths:
  /answers:
    parameters:
      - name: tenant
        in: header
        required: true
        schema: {type: string}
    post:
      operationId: ask
      summary: Ask
      parameters:
        - $ref: '#/components/parameters/Limit'
      requestBody:
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Question'
      responses:
        200:
          description: Found
          content:
            application/json:
              schema:
                type: array
                items: {$ref: '#/components/schemas/Answer'}
        "404":
          $ref: '#/components/responses/Missing'
components:
  parameters:
    Limit: {name: limit, in: query, schema: {type: integer}}
  responses:
    Missing:
      description: Nothing
  schemas:
    Question:
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          required: [text, id]
          properties:
            text: {type: string}
            options:
              type: object
              properties:
                on: {type: boolean}
    Base:
      type: object
      properties:
        id: {type: string, format: uuid}
    Answer:
      type: object
      description: An answer
      required: [sources]
      properties:
        sources:
          type: array
          items: {$ref: '#/components/schemas/Source'}
        score: {type: [number, 'null']}
    Source:
      properties:
        parent: {$ref: '#/components/schemas/Source'}
        at: {enum: [12:30, on]}
"""


def read(name: str, text: str) -> tuple[Contract, tuple[SpecProblem, ...]]:
    return read_contract(f"specs/001-a/contracts/{name}", text)


def problem(name: str, text: str) -> SpecProblem:
    _, (one,) = read(name, text)
    assert one.kind == "invalid-contract"
    return one


def test_openapi_is_read_with_operations_fields_and_types():
    contract, problems = read("api.yaml", OPENAPI)
    (ask,) = contract.operations

    assert problems == ()
    assert (contract.kind, contract.title) == ("openapi", "Answers")
    assert (ask.id, ask.text, ask.operation_id, ask.span.first, ask.span.last) == (
        "POST /answers",
        "Ask",
        "ask",
        11,
        30,
    )
    assert [(one.name, one.where, one.required, one.type) for one in ask.parameters] == [
        ("tenant", "header", True, "string"),
        ("limit", "query", False, "integer"),
    ]
    assert ask.request_schema == "Question"
    assert [(one.name, one.type, one.required) for one in ask.request] == [
        ("id", "string(uuid)", False),
        ("text", "string", True),
        ("options", "object", False),
        ("options.on", "boolean", False),
    ]
    assert [(one.status, one.schema_name, one.text) for one in ask.responses] == [
        ("200", "Answer", "Found"),
        ("404", "", "Nothing"),
    ]
    assert [(one.name, one.type, one.required, one.span.first) for one in ask.responses[0].fields] == [
        ("sources", "array<Source>", True, 58),
        ("score", "number|null", False, 61),
    ]
    assert [one.name for one in contract.types] == ["Question", "Base", "Answer", "Source"]
    assert ask.request[1].pointer == "/components/schemas/Question/allOf/1/properties/text"


def test_words_that_yaml_takes_for_booleans_and_numbers_stay_words():
    contract, _ = read("api.yaml", OPENAPI)
    source = contract.types[-1]

    assert [(one.name, one.type) for one in source.fields] == [("parent", "Source"), ("at", "12:30|on")]


def test_json_and_yaml_give_the_same_contract():
    text = (
        '{"openapi": "3.0.3", "info": {"title": "A"},\n'
        '\t"paths": {"/a": {"get": {"responses": {"200": {"description": "ok"}}}}}}'
    )
    contract, problems = read("api.json", text)

    assert problems == ()
    assert [(one.id, one.span.first) for one in contract.operations] == [("GET /a", 2)]


def test_swagger_2_bodies_and_definitions_are_read():
    contract, problems = read(
        "api.yml",
        "swagger: '2.0'\npaths:\n  /a:\n    post:\n      parameters:\n"
        "        - {name: body, in: body, schema: {$ref: '#/definitions/A'}}\n"
        "      responses:\n        default: {description: x, schema: {$ref: '#/definitions/A'}}\n"
        "definitions:\n  A:\n    required: [b]\n    properties:\n      b: {type: string}\n",
    )
    (post,) = contract.operations

    assert problems == ()
    assert (post.request_schema, [one.name for one in post.request]) == ("A", ["b"])
    assert [(one.status, one.schema_name) for one in post.responses] == [("default", "A")]
    assert [one.name for one in contract.types] == ["A"]


def test_a_fragment_of_paths_is_openapi_and_may_refer_to_its_whole():
    contract, problems = read(
        "part.yaml", "/a:\n  get:\n    responses:\n      200: {$ref: '#/components/responses/A'}\n"
    )

    assert problems == ()
    assert (contract.kind, [one.id for one in contract.operations]) == ("openapi", ["GET /a"])


def test_json_schemas_are_read_with_their_types():
    contract, problems = read(
        "a.schema.json",
        json.dumps(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "title": "Answer",
                "type": "object",
                "required": ["a"],
                "properties": {"a": {"$ref": "#/$defs/B"}},
                "$defs": {"B": {"type": "object", "properties": {"c": {"type": "string"}}}},
            },
            indent=1,
        ),
    )

    assert problems == ()
    assert contract.kind == "json_schema"
    assert [(one.name, [field.name for field in one.fields]) for one in contract.types] == [
        ("B", ["c"]),
        ("Answer", ["a"]),
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.graphql", "graphql"),
        ("a.proto", "protobuf"),
        ("a.ts", "code"),
        ("a.py", "code"),
        ("a.go", "code"),
        ("a.xsd", "other"),
        ("a.yaml", "other"),
        ("events.json", "other"),
    ],
)
def test_other_files_are_recognised_by_name(name: str, kind: str):
    contract, problems = read(name, "{}")

    assert (contract.kind, problems) == (kind, ())


def test_asyncapi_says_so_itself():
    assert read("a.yaml", "asyncapi: 3.0.0\ninfo: {title: Events}\n")[0].kind == "asyncapi"


def test_headings_with_method_and_path_are_operations():
    contract, _ = read(
        "api.md",
        "# API\n\n## 1. `POST /answers` (new)\n\nAsks.\n\n### Errors\n\n- 404\n\n## GET /answers/{id}\n\n## Notes\n",
    )

    assert contract.kind == "markdown"
    assert [(one.id, one.span.first, one.span.last) for one in contract.operations] == [
        ("POST /answers", 3, 9),
        ("GET /answers/{id}", 11, 11),
    ]
    assert contract.headings == ("API", "1. POST /answers (new)", "Errors", "GET /answers/{id}", "Notes")
    assert "Asks." in contract.operations[0].text


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.yaml", "openapi: 3.0.0\npaths: {\n", 2),
        ("a.yaml", "a: 1\n b: 2\n", 2),
        ("a.yaml", "a: *nowhere\n", 1),
        ("a.yaml", "a: &x [*x]\n", 1),
        ("a.yaml", "a: 1\nb: \0\n", 2),
        ("a.yaml", "a: 1\nb: \x08\n", 2),
        ("a.yaml", "a: 1\na: 2\n", 2),
        ("a.json", '{"a": 1,\n "a": 2}', 2),
        ("a.json", '{"a": 1,\n}', 2),
        ("a.json", '{"a": 01}', 1),
        ("a.json", '{"a": 1}\n{}', 2),
        ("a.json", "", 1),
        ("a.json", '["a\nb"]', 1),
        ("a.yaml", "openapi: 9.9.9\npaths: {}\n", 1),
        ("a.yaml", "openapi: 3.0.0\ninfo: {}\n", 1),
        ("a.yaml", "openapi: 3.0.0\npaths: [a]\n", 2),
        ("a.yaml", "openapi: 3.0.0\npaths:\n  /a: text\n", 3),
        ("a.yaml", "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      responses:\n        200: {$ref: '#/nowhere'}\n", 6),
    ],
)
def test_what_is_wrong_with_a_contract_is_said_with_its_line(name: str, text: str, line: int):
    assert problem(name, text).span.first == line


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
@pytest.mark.parametrize(
    "text", ["[" * 200_000, "{" * 200_000, '{"a":' * 50_000, "[" * 90 + "]" * 90, "- " * 5_000], ids=range(5)
)
def test_deep_nesting_ends_in_a_problem_or_a_tree_and_no_crash(name: str, text: str):
    start = time.process_time()
    contract, problems = read(name, text)

    assert contract.operations == ()
    assert all(one.kind == "invalid-contract" for one in problems)
    assert len(problems) <= 1
    assert time.process_time() - start < 5


def test_a_billion_laughs_stay_a_few():
    lines = ["openapi: 3.0.0", "paths: {}", "a0: &a0 {x: y}"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    start = time.process_time()
    contract, _ = read("a.yaml", "\n".join(lines))

    assert contract.kind == "openapi"
    assert time.process_time() - start < 2


def test_schemas_that_explode_through_references_stay_bounded():
    schemas = {f"S{n}": {"allOf": [{"$ref": f"#/components/schemas/S{n + 1}"}] * 10} for n in range(30)}
    text = json.dumps({"openapi": "3.0.0", "paths": {}, "components": {"schemas": schemas}})
    start = time.process_time()
    contract, _ = read("a.json", text)

    assert len(contract.types) == 30
    assert time.process_time() - start < 5


def test_schemas_that_refer_to_themselves_end():
    text = (
        "openapi: 3.0.0\npaths: {}\ncomponents:\n  schemas:\n    A: {$ref: '#/components/schemas/A'}\n"
        "    B: {allOf: [{$ref: '#/components/schemas/B'}], properties: {b: {type: string}}}\n"
    )
    contract, _ = read("a.yaml", text)

    assert [(one.name, [field.name for field in one.fields]) for one in contract.types] == [("A", []), ("B", ["b"])]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('{\n"a" 1}', 2, "`:` expected"),
        ('{"a": 1\n"b": 2}', 2, "`,` expected"),
        ("[1\n2]", 2, "`,` expected"),
        ('{"a": "\\ud8zz"}', 1, "a bad escape in a string"),
    ],
)
def test_what_is_wrong_with_json_is_told_with_its_line(text: str, line: int, said: str):
    found = problem("a.json", text)

    assert (found.span.first, found.message) == (line, f"Not JSON: {said}")


@pytest.mark.parametrize("method", ["get", "put", "post", "delete", "options", "head", "patch", "trace"])
def test_every_method_of_openapi_is_an_operation(method: str):
    contract, _ = read("a.yaml", f"openapi: 3.1.0\npaths:\n  /a:\n    {method}: {{responses: {{}}}}\n")

    assert [one.id for one in contract.operations] == [f"{method.upper()} /a"]


def test_an_operation_ends_with_its_last_text_and_before_the_next_one():
    contract, _ = read(
        "a.yaml",
        "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      description: |\n        One\n        two\n"
        "    post:\n      summary: on\n        two lines\n    put: {responses: {200: {description: a\n      b}}}\n",
    )

    assert [(one.method, one.span.first, one.span.last) for one in contract.operations] == [
        ("GET", 4, 7),
        ("PUT", 11, 12),
        ("POST", 8, 10),
    ]


def test_too_many_values_are_refused():
    assert "too large" in problem("a.json", "[" + "1," * 200_001 + "1]").message


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="{}[]:,\"'&*!|>-# \n\tab1<$/", max_size=120), st.sampled_from(["a.yaml", "a.json"]))
def test_no_contract_raises_and_every_problem_has_a_line_inside(text: str, name: str):
    contract, problems = read(name, text)

    last = max(1, text.count("\n") + 1)
    assert contract.span.last <= last
    assert all(1 <= one.span.first <= last for one in problems)


JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8)
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=6), inner, max_size=4)),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(JSON, st.sampled_from([None, 1, "\t"]))
def test_all_json_that_python_writes_is_read(value: object, indent: int | str | None):
    _, problems = read("a.json", json.dumps(value, indent=indent))

    assert [one for one in problems if "Not JSON" in one.message] == []
