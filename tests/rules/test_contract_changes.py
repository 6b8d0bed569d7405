"""Contracts at the merge base and at head."""

import json
import re
from pathlib import Path

import pytest
from builders import FEATURE, a_change, a_dossier, a_feature, a_reviewed_feature
from contract_cases import CASES, ITEMS, asks, content, document, gives, holding, nothing, sends

from app.domain.change import ChangedFile
from app.domain.decisions import Decisions
from app.rules import breaking_contract_change, dangerous_contract_change
from app.stages.markdown import old_text
from specs_schema.contracts.reader import read_contract
from specs_schema.report import ReportedEvidence, ReportedFinding

API = f"{FEATURE}/contracts/api.json"
TABLE = Path(__file__).parents[2] / "docs" / "contracts.md"
TEXT, NUMBER = {"type": "string"}, {"type": "integer"}


def contracts(documents):
    """A text alone stands for the one contract of the feature."""
    texts = {API: documents} if isinstance(documents, str) else documents
    return tuple(read_contract(path, text)[0] for path, text in texts.items())


def found(base, head, **dossier):
    """Findings of both rules about a feature whose contracts are `base` and become `head`."""
    reviewed = a_reviewed_feature(a_feature(contracts=contracts(head)), a_feature(contracts=contracts(base)))
    texts = {"base_texts": {API: base}, "texts": {API: head}} if isinstance(base, str) else {}
    known = a_dossier(reviewed, decisions=Decisions(today="2026-11-23"), **{**texts, **dossier})
    return [*breaking_contract_change.check(known), *dangerous_contract_change.check(known)]


def kinds(*arguments, **dossier):
    return [(finding.rule.code, finding.key.split("\0")[1]) for finding in found(*arguments, **dossier)]


# --- every class that docs/contracts.md calls covered ----------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_a_covered_class_is_told_once_and_as_what_the_table_says(name):
    case = CASES[name]

    assert kinds(case.base, case.head) == [(case.rule, case.told)]


@pytest.mark.parametrize("name", CASES)
def test_a_contract_that_stays_as_it_is_has_no_finding(name):
    case = CASES[name]

    assert kinds(case.base, json.dumps(json.loads(case.base), indent=4)) == []


_SYMMETRIC = re.compile(r"changed|prefix-items|media-type|status|api-(path-)?removed|new-request-path|x-extensible")


@pytest.mark.parametrize("name", [name for name in CASES if not _SYMMETRIC.search(name)])
def test_taking_the_change_back_is_not_the_same_finding(name):
    case = CASES[name]

    assert (case.rule, case.told) not in kinds(case.head, case.base)


def test_the_table_and_the_cases_agree():
    rows = re.findall(
        r"^\| `([a-z-]+)` \| \w+ \| (SPEC\d+|[^|]*?) \| (?:`([a-z-]+)`)? ?\|", TABLE.read_text(), re.MULTILINE
    )
    covered = {name: (rule, told or name) for name, rule, told in rows if rule.startswith("SPEC")}

    assert covered == {name: (case.rule, case.told) for name, case in CASES.items()}
    assert len({name for name, _, _ in rows}) == len(rows)


# --- what is told, and where -----------------------------------------------------------------------------------------


def test_a_finding_names_operation_and_property_and_quotes_both_lines():
    (finding,) = found(document(sends(holding(TEXT))), document(sends(holding(TEXT, required=True))))

    assert (finding.severity, finding.subject) == ("warning", "POST /a")
    assert finding.message == "Change breaks `POST /a`: property `x` of the request became required"
    assert [citation.quote for citation in finding.citations] == ['"x": {', '"x"']
    assert finding.span == finding.citations[1].span


def test_a_finding_keeps_its_identity_when_the_document_moves_and_more_is_broken():
    base, head = document(sends(holding(TEXT))), document(sends(holding(NUMBER)))
    later = document({"summary": "More\nlines", **sends({"type": "object", "properties": {"a": TEXT, "x": NUMBER}})})

    assert {one.fingerprint for one in found(base, head)} == {one.fingerprint for one in found(base, later)}


def test_several_changes_of_one_kind_are_one_finding_with_their_lines():
    many = {"type": "object", "properties": dict.fromkeys("abcde", TEXT)}
    (finding,) = found(document(gives(many)), document(gives({"type": "object", "properties": {}})))

    assert "property `a` of response `200` is gone; property `b`" in finding.message
    assert "(line 14, before 18)" in finding.message
    assert finding.message.endswith("and 2 more of this kind")


def referring(schema, *operations):
    """A document whose operations all answer with one named schema."""
    answer = gives({"$ref": "#/components/schemas/Thing"})
    paths = {path: {"get": answer} for path in operations}
    return json.dumps({"openapi": "3.0.3", "paths": paths, "components": {"schemas": {"Thing": schema}}}, indent=1)


def test_what_operations_share_is_told_once():
    (finding,) = found(referring(holding(TEXT), "/a", "/b", "/c"), referring(holding(NUMBER), "/a", "/b", "/c"))

    assert finding.subject == "GET /a"
    assert finding.message.endswith("(in 2 other operations as well)")


def test_a_type_within_itself_is_compared_once():
    def tree(leaf):
        below = {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}
        return {"type": "object", "properties": {"leaf": leaf, "below": below}}

    (finding,) = found(referring(tree(TEXT), "/a"), referring(tree(NUMBER), "/a"))

    assert "property `leaf`" in finding.message


def test_a_schema_that_refers_to_itself_alone_says_nothing():
    assert kinds(referring({"$ref": "#/components/schemas/Thing"}, "/a"), referring(TEXT, "/a")) == []


# --- what is no change of the interface ------------------------------------------------------------------------------


def test_a_path_parameter_may_be_called_otherwise():
    def one(name):
        parameter = {"name": name, "in": "path", "required": True, "schema": TEXT}
        return document({"parameters": [parameter]}, path=f"/a/{{{name}}}")

    assert kinds(one("id"), one("answer_id")) == []


def test_a_path_parameter_whose_type_changes_under_another_name_is_found():
    def one(name, schema):
        parameter = {"name": name, "in": "path", "required": True, "schema": schema}
        return document({"parameters": [parameter]}, path=f"/a/{{{name}}}")

    assert kinds(one("id", TEXT), one("other", NUMBER)) == [("SPEC405", "request-parameter-type-changed")]


def test_a_schema_that_is_given_a_name_or_parts_is_the_same_schema():
    named = {"components": {"schemas": {"Thing": holding(TEXT, required=True)}}}
    by_name = document(gives({"$ref": "#/components/schemas/Thing"}), root=named)
    in_parts = document(gives({"allOf": [{"$ref": "#/components/schemas/Thing"}, {"required": ["x"]}]}), root=named)
    inline = document(gives(holding(TEXT, required=True)))

    for one in (by_name, in_parts, inline):
        for other in (by_name, in_parts, inline):
            assert kinds(one, other) == []


def test_null_is_the_same_in_each_version_of_openapi():
    def version(number, schema):
        return document(gives(holding(schema))).replace("3.1.0", number)

    old = version("3.0.3", {"type": "string", "nullable": True})
    listed = version("3.1.0", {"type": ["string", "null"]})
    either = version("3.2.0", {"anyOf": [TEXT, {"type": "null"}]})

    for one in (old, listed, either):
        assert kinds(old, one) == kinds(one, either) == []


def test_an_exclusive_limit_is_the_same_in_each_version_of_openapi():
    old = document(sends({"type": "number", "minimum": 1, "exclusiveMinimum": True})).replace("3.1.0", "3.0.0")

    assert kinds(old, document(sends({"type": "number", "exclusiveMinimum": 1}))) == []


def test_a_document_of_openapi_2_is_the_same_as_that_of_3_that_says_so():
    old = {
        "swagger": "2.0",
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "paths": {
            "/a": {
                "post": {
                    "parameters": [
                        {"name": "q", "in": "query", "type": "string"},
                        {"name": "body", "in": "body", "schema": {"$ref": "#/definitions/Thing"}},
                    ],
                    "responses": {"200": {"description": "", "schema": {"$ref": "#/definitions/Thing"}}},
                }
            }
        },
        "definitions": {"Thing": holding(TEXT)},
    }
    new = document({**asks(TEXT), **sends(holding(TEXT)), **gives(holding(TEXT))})

    assert kinds(json.dumps(old), new) == kinds(new, json.dumps(old)) == []


def test_a_form_of_openapi_2_is_compared_field_by_field():
    def form(**field):
        parameter = {"name": "file", "in": "formData", "type": "string", **field}
        operation = {"post": {"parameters": [parameter], "responses": {}}}
        return json.dumps({"swagger": "2.0", "paths": {"/a": operation}})

    assert ("SPEC405", "request-property-became-required") in kinds(form(), form(required=True))


def test_a_security_scheme_may_get_another_name():
    def secured(name):
        schemes = {"components": {"securitySchemes": {name: {"type": "http", "scheme": "bearer"}}}}
        return document(root={"security": [{name: []}], **schemes})

    assert kinds(secured("bearer"), secured("Bearer auth")) == []


def test_a_further_way_to_be_let_in_is_no_finding():
    assert kinds(document({"security": [{"key": []}]}), document({"security": [{"key": []}, {}]})) == []


def test_a_path_that_the_server_took_over_is_the_same_path():
    base = document(path="/v1/a", root={"servers": [{"url": "https://example.com"}]})

    assert kinds(base, document(path="/a", root={"servers": [{"url": "https://example.com/v1"}]})) == []


def test_read_only_properties_are_no_part_of_requests_nor_write_only_ones_of_responses():
    hidden = {"readOnly": True, "type": "string"}
    assert kinds(document(sends(holding(hidden))), document(sends(holding(hidden, required=True)))) == []

    secret = {"writeOnly": True, "type": "string"}
    assert kinds(document(gives(holding(secret, required=True))), document(gives(holding(secret)))) == []


def test_a_deprecated_parameter_may_go():
    assert kinds(document(asks(TEXT, deprecated=True)), document()) == []


def test_an_operation_may_go_after_its_sunset():
    base = document({"deprecated": True, "x-sunset": "2026-01-01"})

    assert kinds(base, nothing()) == [("SPEC406", "api-removed-with-deprecation")]


def test_a_status_that_a_range_takes_in_is_not_gone():
    assert kinds(document(gives(TEXT)), document(gives(TEXT, "2XX"))) == []


def test_alternatives_may_change_their_order():
    cat, dog = holding(TEXT), {"type": "object", "properties": {"y": NUMBER}}

    assert kinds(document(sends({"oneOf": [cat, dog]})), document(sends({"oneOf": [dog, cat]}))) == []


def test_alternatives_of_one_name_are_compared_with_each_other():
    def pets(cat):
        schemas = {"Cat": cat, "Dog": {"type": "object", "properties": {"y": NUMBER}}}
        either = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in schemas]}
        return document(gives(either), root={"components": {"schemas": schemas}})

    assert kinds(pets(holding(TEXT)), pets({"type": "object", "properties": {}})) == [
        ("SPEC405", "response-optional-property-removed")
    ]


def test_a_request_may_be_allowed_more_and_a_response_promise_more():
    loose, tight = {"type": "string", "maxLength": 9}, {"type": "string", "maxLength": 5, "enum": ["a"]}

    assert kinds(document(sends(holding(tight, required=True))), document(sends(holding(loose)))) == []
    assert kinds(document(gives(holding(loose))), document(gives(holding(tight, required=True)))) == []


def test_a_limit_that_every_integer_has_is_none():
    safe = {"type": "integer", "minimum": -9007199254740991, "maximum": 9007199254740991}

    assert kinds(document(sends(NUMBER)), document(sends(safe))) == []


def test_a_long_pattern_is_cut_in_the_message():
    (finding,) = found(document(sends(TEXT)), document(sends({"type": "string", "pattern": "a" * 150})))

    assert finding.message.endswith(f"has to match `{'a' * 60}…` now")


def test_what_a_webhook_sends_is_what_clients_receive():
    def hook(schema):
        return document(root={"webhooks": {"event": {"post": {"requestBody": content(schema), "responses": {}}}}})

    assert kinds(hook(holding(TEXT)), hook({"type": "object", "properties": {}})) == [
        ("SPEC405", "response-optional-property-removed")
    ]
    assert kinds(hook(holding(TEXT)), hook(holding(TEXT, required=True))) == []


# --- what the table of classes does not have -------------------------------------------------------------------------


INT32, INT64, INSTANT = (
    {"type": kind, "format": name}
    for kind, name in (("integer", "int32"), ("integer", "int64"), ("string", "date-time"))
)
MAIL = {"type": "string", "format": "email"}


@pytest.mark.parametrize(
    ("place", "old", "new", "told"),
    [
        (sends, INSTANT, MAIL, [("SPEC405", "request-body-format-changed")]),
        (gives, INSTANT, MAIL, [("SPEC405", "response-body-format-changed")]),
        (sends, INT64, INT32, [("SPEC405", "request-body-format-changed")]),
        (sends, INT32, INT64, []),
        (gives, INT32, INT64, [("SPEC406", "response-body-format-generalized")]),
        (gives, INT64, INT32, []),
        (sends, TEXT, MAIL, [("SPEC406", "request-body-format-added")]),
        (gives, TEXT, MAIL, []),
        (sends, MAIL, TEXT, []),
        (gives, MAIL, TEXT, [("SPEC406", "response-body-format-generalized")]),
        (sends, MAIL, INT32, [("SPEC405", "request-body-type-changed")]),  # which says it all
    ],
)
def test_a_format_binds_whoever_relied_on_the_other_one(place, old, new, told):
    assert kinds(document(place(old)), document(place(new))) == told


def many(**fields):
    return {**ITEMS, **fields}


@pytest.mark.parametrize(
    ("old", "new", "told", "words"),
    [
        (many(), many(uniqueItems=True), "unique-items-set", "may not repeat a value any more"),
        (NUMBER, {**NUMBER, "multipleOf": 5}, "multiple-of-changed", "has to be a `multipleOf: 5`"),
        (
            {**NUMBER, "multipleOf": 5},
            {**NUMBER, "multipleOf": 3},
            "multiple-of-changed",
            "went from `multipleOf: 5` to `multipleOf: 3`",
        ),
    ],
)
def test_steps_and_repetitions_bind_whoever_writes(old, new, told, words):
    (finding,) = found(document(sends(old)), document(sends(new)))

    assert finding.message == f"Change breaks `POST /a`: the request {words}"
    assert kinds(document(sends(old)), document(sends(new))) == [("SPEC405", f"request-body-{told}")]
    assert kinds(document(gives(old)), document(gives(new))) == []


def test_a_finer_step_allows_more():
    assert kinds(document(sends({**NUMBER, "multipleOf": 6})), document(sends({**NUMBER, "multipleOf": 3}))) == []
    assert kinds(document(sends(many(uniqueItems=True))), document(sends(many()))) == []


def test_a_limit_that_no_longer_takes_in_its_own_value_is_tighter():
    closed, opened = {"type": "number", "minimum": 5}, {"type": "number", "exclusiveMinimum": 5}

    assert len(kinds(document(sends(closed)), document(sends(opened)))) == 1
    assert kinds(document(sends(opened)), document(sends(closed))) == []


def test_a_body_that_refuses_what_it_does_not_name_may_break_who_sends_more():
    shut = {**holding(TEXT), "additionalProperties": False}

    assert kinds(document(sends(holding(TEXT))), document(sends(shut))) == [
        ("SPEC406", "request-body-additional-properties-refused")
    ]
    assert kinds(document(gives(holding(TEXT))), document(gives(shut))) == []


def test_the_values_of_a_map_are_compared():
    def by_name(schema):
        return document(sends({"type": "object", "additionalProperties": schema}))

    assert kinds(by_name(TEXT), by_name(NUMBER)) == [("SPEC405", "request-property-type-changed")]


def test_an_enumeration_that_goes_leaves_clients_with_values_they_do_not_know():
    listed = {"type": "string", "enum": ["a", "b"]}

    assert kinds(document(gives(listed)), document(gives(TEXT))) == [("SPEC406", "response-body-enum-removed")]
    assert kinds(document(sends(listed)), document(sends(TEXT))) == []


def test_a_type_that_was_never_said_before_is_a_warning():
    assert kinds(document(sends(holding({}))), document(sends(holding(TEXT)))) == [
        ("SPEC406", "request-property-type-added")
    ]


# --- documents -------------------------------------------------------------------------------------------------------


def test_a_contract_that_the_change_brings_or_whose_feature_goes_is_not_compared():
    feature = a_feature(contracts=contracts(document()))
    for reviewed in (a_reviewed_feature(feature, None), a_reviewed_feature(None, feature)):
        assert list(breaking_contract_change.check(a_dossier(reviewed))) == []


def test_an_operation_that_moved_to_another_document_of_the_feature_is_compared_there():
    other = f"{FEATURE}/contracts/other.json"
    base = {API: document(sends(holding(TEXT)))}
    head = {API: nothing(), other: document(sends(holding(NUMBER)))}

    assert kinds(base, head) == [("SPEC405", "request-property-type-changed")]


def test_what_is_gone_is_told_only_where_both_documents_were_read():
    there = frozenset({API})
    removed = [("SPEC405", "api-removed-without-deprecation")]

    assert kinds({API: document()}, {}) == [("SPEC405", "contract-removed")]
    assert kinds({API: document()}, {}, paths=there) == []  # it stands at head, and is not read as a contract there
    assert kinds(document(), nothing(), paths=there) == removed


def test_an_operation_that_a_markdown_contract_describes_now_is_not_gone():
    prose = {f"{FEATURE}/contracts/api.md": "# API\n\n## POST /a\n"}

    assert kinds({API: document()}, prose) == []
    assert kinds({API: document()}, {**prose, API: nothing()}) == []


def test_a_document_that_is_gone_is_one_finding():
    paths = {f"/{name}": {"get": {"responses": {}}} for name in "abcde"}
    (finding,) = found({API: json.dumps({"openapi": "3.1.0", "paths": paths})}, {})

    assert finding.message == (
        f"Change breaks `{API}`: the document is gone with its 5 operations: `GET /a`, `GET /b`, `GET /c`, and 2 more"
    )


def test_nothing_is_gone_where_the_document_cannot_be_read_any_more():
    assert kinds(document(), "{") == []


def test_an_operation_whose_path_changes_is_renamed_where_its_id_stays():
    (finding,) = found(document({"operationId": "ask"}), document({"operationId": "ask"}, path="/b"))

    assert finding.message == "Change breaks `POST /a`: it is `POST /b` now"
    assert finding.key == f"{API}#/paths/~1a/post\0api-path-renamed"


def test_a_reference_to_another_document_is_noted_at_its_line_and_not_followed():
    remote = document(gives({"$ref": "https://example.com/thing.json"}))
    (finding,) = found(document(gives(TEXT)), remote)

    assert (finding.rule.code, finding.severity) == ("SPEC406", "notice")
    assert "`https://example.com/thing.json` is another document and was not compared" in finding.message
    assert "$ref" in finding.citations[1].quote


SCHEMA = f"{FEATURE}/contracts/thing.schema.json"


def described(schema):
    return {SCHEMA: json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=1)}


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        (holding(TEXT), holding(TEXT, required=True), ("SPEC405", "document-property-became-required")),
        (holding(TEXT, required=True), holding(TEXT), ("SPEC406", "document-property-became-optional")),
        (holding(TEXT), holding(NUMBER), ("SPEC405", "document-property-type-changed")),
        (holding(TEXT, required=True), {"type": "object", "required": []}, ("SPEC405", "document-property-removed")),
        (holding(TEXT), {"type": "object", "properties": {}}, ("SPEC406", "document-property-removed")),
        (
            {**holding(TEXT), "additionalProperties": False},
            {"type": "object", "additionalProperties": False},
            ("SPEC405", "document-property-removed-and-refused"),
        ),
    ],
)
def test_a_json_schema_breaks_those_who_write_by_it(base, head, expected):
    assert kinds(described(base), described(head)) == [expected]


def test_definitions_without_a_schema_of_their_own_are_compared_by_name():
    def defined(**schemas):
        return described({"$defs": schemas})

    assert kinds(defined(A=TEXT, B=TEXT), defined(A=NUMBER)) == [
        ("SPEC405", "document-type-changed"),
        ("SPEC406", "document-definition-removed"),
    ]


def test_a_json_schema_is_followed_when_its_file_is_renamed():
    new = f"{FEATURE}/contracts/new.schema.json"
    head = {new: described(holding(NUMBER))[SCHEMA]}
    change = a_change(ChangedFile(path=new, status="renamed", old_path=SCHEMA))

    assert kinds(described(holding(TEXT)), head, change=change) == [("SPEC405", "document-property-type-changed")]
    assert kinds(described(holding(TEXT)), {}) == [("SPEC406", "document-removed")]


def test_a_document_that_is_larger_than_what_is_read_says_so_and_loses_nothing():
    paths = {f"/{number}": {"get": {"responses": {}}} for number in range(2_001)}
    large = json.dumps({"openapi": "3.1.0", "paths": paths})

    assert kinds(large, nothing()) == [("SPEC406", "document-too-large")]


def test_comparing_two_documents_takes_time_in_proportion_to_their_size():
    """Every pair of schemas is compared once: a hundred operations over a hundred schemas that all know each other."""
    names = [f"S{number}" for number in range(100)]

    def tangled(leaf):
        links = {name: {"$ref": f"#/components/schemas/{name}"} for name in names}
        schemas = {name: {"type": "object", "properties": {**links, "leaf": leaf}} for name in names}
        paths = {f"/{name}": {"get": gives(links[name])} for name in names}
        return json.dumps({"openapi": "3.1.0", "paths": paths, "components": {"schemas": schemas}}, indent=1)

    (finding,) = found(tangled(TEXT), tangled(NUMBER))

    assert "property `leaf` of response `200` went" in finding.message
    assert "97 more of this kind" in finding.message
    assert "(in 99 other operations as well)" in finding.message


@pytest.mark.parametrize("rule", ["SPEC405", "SPEC406"])
def test_the_line_of_the_merge_base_is_shown_as_what_was_there_before(rule):
    evidence = [
        ReportedEvidence(path=API, start_line=line, end_line=line, quote=quote, side="spec")
        for line, quote in ((3, "old"), (4, "new"))
    ]
    finding = ReportedFinding(
        rule=rule, name="a", severity="warning", path=API, line=4, end_line=4, message="m", hint="h",
        fingerprint="f", feature=FEATURE, subject="", evidence=tuple(evidence),
    )  # fmt: skip

    assert old_text(finding) is evidence[0]
