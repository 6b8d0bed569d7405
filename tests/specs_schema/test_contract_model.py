"""OpenAPI documents and JSON Schemas as a program can compare them, whatever they hold."""

import json
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specs_schema.contract import Contract
from specs_schema.contracts.model_reader import template
from specs_schema.contracts.reader import read_contract

PATH = "specs/001-a/contracts/api.yaml"

OPENAPI = """openapi: 3.0.3
servers:
  - url: https://example.com/v1/
security:
  - key: []
paths:
  /answers/{id}:
    parameters:
      - $ref: '#/components/parameters/Id'
    put:
      operationId: change
      deprecated: true
      x-sunset: 2027-01-01
      requestBody:
        required: true
        content:
          Application/JSON; charset=utf-8:
            schema:
              $ref: '#/components/schemas/Answer'
      responses:
        200:
          description: Changed
          headers:
            X-Rate: {required: true, schema: {type: integer}}
          content:
            application/json:
              schema:
                type: array
                items: {$ref: '#/components/schemas/Answer'}
        default: {$ref: '#/components/responses/Failed'}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
  parameters:
    Id: {name: id, in: path, required: true, schema: {type: string, format: uuid}}
  responses:
    Failed: {description: Failed}
  schemas:
    Answer:
      type: object
      required: [text]
      properties:
        text: {type: string, minLength: 1, maxLength: 9}
        score: {type: number, minimum: 0, exclusiveMinimum: true, nullable: true}
        kind:
          type: string
          enum:
            - short
            - long
        again: {$ref: '#/components/schemas/Answer'}
"""


def model_of(text, path=PATH):
    contract, _ = read_contract(path, text)
    assert contract.model is not None
    return contract.model


def as_json(value):
    return model_of(json.dumps(value, indent=1), PATH.replace("yaml", "json"))


def one_schema(schema, version="3.1.0"):
    model = as_json({"openapi": version, "paths": {"/a": {"get": {"responses": {"200": _content(schema)}}}}})
    (operation,) = model.operations
    return model.schemas[operation.responses[0].media[0].schema_key], model


def _content(schema):
    return {"description": "", "content": {"application/json": {"schema": schema}}}


# --- what is read ----------------------------------------------------------------------------------------------------


def test_an_operation_knows_everything_that_a_client_relies_on_and_where_it_is_said():
    (operation,) = model_of(OPENAPI).operations

    assert (operation.method, operation.path, operation.template) == ("PUT", "/answers/{id}", "/answers/{}")
    assert (operation.server, operation.operation_id) == ("/v1", "change")
    assert (operation.deprecated, operation.sunset) == (True, "2027-01-01")
    assert operation.security == (("apikey-header-x-key",),)
    assert operation.pointer == "/paths/~1answers~1{id}/put"
    assert operation.span.first == 10
    assert [(one.where, one.name, one.required, one.span.first) for one in operation.parameters] == [
        ("path", "id", True, 9)
    ]
    assert [(one.status, len(one.media), one.span.first) for one in operation.responses] == [
        ("200", 1, 21),
        ("DEFAULT", 0, 30),
    ]
    assert [(one.name, one.required) for one in operation.responses[0].headers] == [("X-Rate", True)]


def test_a_body_has_its_media_types_without_parameters_and_the_schema_that_they_refer_to():
    model = model_of(OPENAPI)
    body = model.operations[0].body

    assert body is not None
    assert (body.required, [one.media for one in body.media]) == (True, ["application/json"])
    assert body.media[0].schema_key == "/components/schemas/Answer"


def test_a_schema_knows_its_properties_limits_and_values_with_their_lines():
    schemas = model_of(OPENAPI).schemas
    answer = schemas["/components/schemas/Answer"]
    text, score, kind, again = (schemas[one.schema_key] for one in answer.properties)

    assert (answer.types, answer.required) == (("object",), {"text": 41})
    assert text.bounds == {"minLength": 1, "maxLength": 9}
    assert (score.bounds, score.nullable) == ({"exclusiveMinimum": 0}, True)
    assert kind.enum == {"short": 48, "long": 49}
    assert again is answer
    assert OPENAPI.splitlines()[answer.properties[3].span.first - 1].strip().startswith("again:")


def test_keywords_beside_a_reference_count_from_openapi_3_1_on():
    thing = {"components": {"schemas": {"Thing": {"type": "string"}}}}
    schema = {"$ref": "#/components/schemas/Thing", "maxLength": 3}
    for version, expected in (("3.0.3", {}), ("3.1.0", {"maxLength": 3})):
        document = {"openapi": version, "paths": {"/a": {"get": {"responses": {"200": _content(schema)}}}}, **thing}
        model = as_json(document)
        found = model.schemas[model.operations[0].responses[0].media[0].schema_key]
        assert found.bounds == expected


def test_null_among_alternatives_is_not_an_alternative():
    schema, model = one_schema({"anyOf": [{"type": "string"}, {"type": "null"}]})

    assert (schema.nullable, schema.any_of) == (True, ())
    assert [model.schemas[key].types for key in schema.all_of] == [("string",)]


@pytest.mark.parametrize("version", ["3.0.0", "3.0.3", "3.1.0", "3.2.0"])
def test_every_version_of_openapi_is_read(version):
    schema, _ = one_schema({"type": "string"}, version)

    assert schema.types == ("string",)


def test_openapi_2_has_bodies_forms_and_media_types_of_the_whole_document():
    model = as_json(
        {
            "swagger": "2.0",
            "basePath": "/v2",
            "consumes": ["application/xml"],
            "paths": {
                "/a": {
                    "post": {
                        "parameters": [
                            {"name": "n", "in": "formData", "type": "integer", "required": True},
                            {"name": "q", "in": "query", "type": "string", "maxLength": 3},
                        ],
                        "responses": {"200": {"description": "", "schema": {"type": "string"}}},
                    }
                }
            },
        }
    )
    (operation,) = model.operations
    assert operation.body is not None
    form = model.schemas[operation.body.media[0].schema_key]

    assert (operation.server, operation.body.media[0].media) == ("/v2", "application/xml")
    assert ([one.name for one in form.properties], list(form.required)) == (["n"], ["n"])
    assert model.schemas[operation.parameters[0].schema_key].bounds == {"maxLength": 3}
    assert operation.responses[0].media[0].media == "application/json"


def test_methods_of_openapi_3_2_are_operations():
    item = {"query": {"responses": {}}, "additionalOperations": {"COPY": {"responses": {}}}}
    model = as_json({"openapi": "3.2.0", "paths": {"/a": item}})

    assert [one.method for one in model.operations] == ["QUERY", "COPY"]


def test_a_json_schema_is_its_own_root_and_one_of_definitions_alone_has_many():
    path = "specs/001-a/contracts/a.schema.json"
    whole = model_of(json.dumps({"$schema": "https://json-schema.org/x", "type": "object", "properties": {}}), path)
    parts = model_of(json.dumps({"$defs": {"A": {"type": "string"}, "B": {"type": "null"}}}), path)

    assert [(one.name, whole.schemas[one.schema_key].types) for one in whole.roots] == [("", ("object",))]
    assert [(one.name, parts.schemas[one.schema_key].nullable) for one in parts.roots] == [("A", False), ("B", True)]


def test_a_boolean_schema_is_anything_or_nothing():
    schema, model = one_schema({"type": "object", "properties": {"any": True, "none": False}})
    anything, nothing = (model.schemas[one.schema_key] for one in schema.properties)

    assert (anything.unknown, bool(nothing.unknown)) == ("", True)


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/a/{id}/", "/a/{}"), ("/", "/"), ("/a/{x}.{y}", "/a/{}.{}"), ("/a", "/a")],
)
def test_a_template_has_no_names_and_no_slash_at_its_end(path, expected):
    assert template(path) == expected


# --- references ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target", ["https://example.com/a.json#/A", "other.yaml#/A", "#/components/schemas/Gone", "#Anchor"]
)
def test_a_reference_that_is_not_followed_is_noted_at_its_line(target):
    schema, model = one_schema({"$ref": target})

    assert schema.unknown == target
    (unfollowed,) = model.unfollowed
    assert (unfollowed.target, unfollowed.span.first) == (target, 12)


def test_references_in_a_circle_end():
    circle = {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}
    document = {
        "openapi": "3.1.0",
        "paths": {"/a": {"get": {"responses": {"200": _content({"$ref": "#/components/schemas/A"})}}}},
        "components": {"schemas": circle},
    }

    assert as_json(document).operations[0].responses[0].media[0].schema_key


def test_a_chain_of_ten_thousand_schemas_needs_no_recursion():
    count = 9_000
    schemas = {
        f"S{number}": {"type": "array", "items": {"$ref": f"#/components/schemas/S{number + 1}"}}
        for number in range(count)
    }
    model = as_json(
        {
            "openapi": "3.1.0",
            "paths": {"/a": {"get": {"responses": {"200": _content({"$ref": "#/components/schemas/S0"})}}}},
            "components": {"schemas": {**schemas, f"S{count}": {"type": "string"}}},
        }
    )

    assert (len(model.schemas), model.complete) == (count + 1, True)


# --- hostile documents -----------------------------------------------------------------------------------------------


def test_a_yaml_bomb_is_read_once_for_each_anchor():
    """Ten levels of ten aliases would be ten thousand million schemas."""
    lines = ["openapi: 3.1.0", "paths: {}", "components:", "  schemas:", "    L0: &l0 {type: string}"]
    for level in range(1, 11):
        aliases = ", ".join(f"p{number}: *l{level - 1}" for number in range(10))
        lines.append(f"    L{level}: &l{level} {{type: object, default: *l{level - 1}, properties: {{{aliases}}}}}")
    lines[1] = (
        "paths: {/a: {get: {responses: {'200': {description: '', content: {application/json: "
        "{schema: {$ref: '#/components/schemas/L10'}}}}}}}}"
    )
    started = time.process_time()
    model = model_of("\n".join(lines) + "\n")

    assert len(model.schemas) == 11
    assert time.process_time() - started < 2


def test_aliases_that_nest_without_end_are_cut_where_they_are_quoted():
    lines = ["a0: &a0 {type: string}"]
    lines += [f"a{level}: &a{level} {{x: *a{level - 1}}}" for level in range(1, 3_000)]
    text = (
        "\n".join(lines) + "\nopenapi: 3.1.0\npaths: {/a: {get: {responses: {'200': {description: '', content: "
        "{application/json: {schema: {default: *a2999}}}}}}}}\n"
    )
    model = model_of(text)
    schema = model.schemas[model.operations[0].responses[0].media[0].schema_key]

    assert schema.words["default"].startswith("{x: {x:")
    assert len(schema.words["default"]) <= 200


def test_an_anchor_that_is_used_twice_is_one_schema():
    text = """openapi: 3.1.0
paths:
  /a:
    get:
      responses:
        "200": {description: "", content: {application/json: {schema: &thing {type: string}}}}
    put:
      responses:
        "200": {description: "", content: {application/json: {schema: *thing}}}
"""
    one, other = model_of(text).operations

    assert one.responses[0].media[0].schema_key == other.responses[0].media[0].schema_key


def test_an_alias_of_what_contains_it_is_a_problem_and_no_model():
    contract, problems = read_contract(PATH, "openapi: 3.1.0\npaths: &p {/a: *p}\n")

    assert contract.model is None
    assert [problem.span.first for problem in problems] == [2]


def test_a_document_with_more_schemas_than_are_read_is_not_complete():
    many = {f"p{number}": {"type": "string"} for number in range(10_500)}
    _, model = one_schema({"type": "object", "properties": many})

    assert (model.complete, len(model.schemas)) == (False, 10_000)


def large(size, description):
    """A document of about `size` megabytes."""
    properties = {f"p{number}": {"type": "string", "description": description} for number in range(size * 1_000)}
    paths = {"/a": {"get": {"responses": {"200": _content({"properties": properties})}}}}
    return json.dumps({"openapi": "3.1.0", "paths": paths}, indent=1)


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_a_document_of_ten_megabytes_is_refused_at_once(suffix):
    text = large(10, "x" * 900)
    started = time.process_time()

    contract, (problem,) = read_contract(f"specs/001-a/contracts/openapi.{suffix}", text)

    assert (contract.kind, contract.model, problem.kind) == ("openapi", None, "invalid-contract")
    assert (problem.message, problem.span.first) == ("The document has more than 4,000,000 characters", 1)
    assert time.process_time() - started < 1


def test_the_largest_document_that_is_read_takes_bounded_time_and_memory():
    text = large(4, "x" * 850)
    started = time.process_time()
    tracemalloc.start(1)
    contract, problems = read_contract("specs/001-a/contracts/openapi.json", text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert contract.model is not None
    assert (len(contract.model.schemas), problems) == (4_001, ())
    assert time.process_time() - started < 20
    assert peak < 120_000_000


@pytest.mark.parametrize(
    "schema",
    [
        {"type": {"a": 1}, "enum": {"a": 1}, "required": {"a": 1}, "properties": ["a"], "items": ["a"]},
        {"allOf": "a", "oneOf": {"a": 1}, "anyOf": [1, None, []], "additionalProperties": "x"},
        {"minimum": "many", "maximum": "1e999", "minLength": True, "$ref": ["a"], "format": {"a": [1]}},
        {"$ref": "#", "type": "object"},
    ],
)
def test_a_schema_that_is_none_is_read_as_far_as_it_goes(schema):
    assert one_schema(schema)[0] is not None


_WORDS = st.sampled_from(
    ["$ref", "type", "properties", "items", "allOf", "oneOf", "enum", "required", "nullable", "minimum", "content",
     "schema", "responses", "parameters", "requestBody", "headers", "security", "get", "/a/{b}", "200", "name", "in"]
)  # fmt: skip
_LEAVES = st.none() | st.booleans() | st.integers() | st.sampled_from(["#", "#/paths", "object", "query", "body", "x"])
_VALUES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=5), max_leaves=25
)


@settings(max_examples=200, deadline=None)
@given(_VALUES, _VALUES, st.sampled_from(["openapi", "swagger"]))
def test_whatever_a_document_holds_its_model_is_made_and_survives_json(paths, components, word):
    text = json.dumps({word: "3.1.0", "paths": {"/a": paths, "/b": {"get": paths}}, "components": components})
    contract, _ = read_contract("api.json", text)

    assert Contract.model_validate_json(contract.model_dump_json()) == contract
    assert contract.model is not None
    lines = text.count("\n") + 1
    assert all(1 <= schema.span.first <= lines for schema in contract.model.schemas.values())
    known = contract.model.schemas
    for schema in known.values():
        assert all(one.schema_key in known for one in (*schema.properties, *schema.one_of, *schema.any_of))
        assert all(key in known for key in schema.all_of)
