"""A feature's contract against the `openapi.json` of the repository."""

import json

import pytest
from builders import FEATURE, a_change, a_dossier, a_feature, a_reviewed_feature
from contract_cases import content, document, gives, holding, sends

from app.domain.claim import Claim
from app.domain.dossier import CommittedDescription
from app.rules import contract_not_in_description as rule
from specs_schema.contracts.reader import read_contract

API = f"{FEATURE}/contracts/api.json"
TEXT, NUMBER = {"type": "string"}, {"type": "integer"}


def committed(text, path="openapi.json"):
    return CommittedDescription(read_contract(path, text)[0], text)


def told(contract, *descriptions, claimed=("POST /a",), change=None):
    feature = a_feature(contracts=(read_contract(API, contract)[0],))
    claims = tuple(Claim(subject, "cited", f"`T001` cites `{subject}`") for subject in claimed)
    dossier = a_dossier(
        a_reviewed_feature(feature, None, claims=claims),
        descriptions=tuple(one if isinstance(one, CommittedDescription) else committed(one) for one in descriptions),
        texts={API: contract},
        change=change,
    )
    return list(rule.check(dossier))


def paths(*names, **operation):
    each = {name: {"post": {"responses": {}, **operation}} for name in names}
    return json.dumps({"openapi": "3.1.0", "paths": each}, indent=1)


def test_an_operation_that_is_claimed_and_missing_is_a_warning_at_the_contract():
    (finding,) = told(paths("/a", "/b"), paths("/b"))

    assert (finding.rule.code, finding.severity, finding.subject) == ("SPEC407", "warning", "POST /a")
    assert finding.message == "Change claims `POST /a`, and `openapi.json` has no such operation"
    assert (finding.span.path, finding.span.first) == (API, 5)


def test_an_operation_that_nobody_claims_is_part_of_one_notice():
    (finding,) = told(paths("/a", "/b", "/c"), paths("/c"), claimed=())

    assert (finding.severity, finding.subject) == ("notice", "")
    assert finding.message == "`openapi.json` is not what the contract says: it has no `POST /a`, `POST /b`"


def test_a_field_that_is_missing_there_is_told_with_both_lines():
    contract, description = document(gives(holding(TEXT))), document(gives({"type": "object", "properties": {}}))
    (finding,) = told(contract, description)

    assert finding.message == (
        "`openapi.json` has `POST /a` otherwise than the contract: "
        "compared with it, property `x` of response `200` is gone"
    )
    assert [(citation.side, citation.span.path) for citation in finding.citations] == [
        ("spec", API),
        ("code", "openapi.json"),
    ]
    assert [citation.quote for citation in finding.citations] == ['"x": {', '"properties": {}']


@pytest.mark.parametrize(
    ("contract", "description"),
    [
        (gives(TEXT), gives(NUMBER)),
        (gives(TEXT), gives(TEXT, "201")),
        (sends(holding(TEXT)), sends(holding(TEXT, required=True))),
        (sends(TEXT), {}),
        ({"parameters": [{"name": "q", "in": "query", "schema": TEXT}]}, {}),
        (gives(TEXT), {"responses": {"200": {"description": "", **content(TEXT, "text/plain")}}}),
    ],
)
def test_what_a_client_of_the_contract_would_miss_is_found(contract, description):
    (finding,) = told(document(contract), document(description))

    assert finding.severity == "warning"


@pytest.mark.parametrize(
    ("contract", "description"),
    [
        (gives(holding(TEXT)), gives(holding(TEXT, required=True))),
        (sends(holding(TEXT, required=True)), sends(holding(TEXT))),
        ({}, gives(TEXT, "422")),
        ({"security": [{"key": []}]}, {"security": [{"token": []}]}),
    ],
)
def test_what_the_description_has_beyond_the_contract_is_no_finding(contract, description):
    assert told(document(contract), document(description)) == []


def test_an_error_that_is_not_documented_is_a_notice_even_where_it_is_claimed():
    (finding,) = told(document({"responses": {"200": {}, "404": {}}}), document({"responses": {"200": {}, "422": {}}}))

    assert finding.severity == "notice"
    assert finding.message == "`openapi.json` is not what the contract says: it has `POST /a` otherwise"


@pytest.mark.parametrize("prefix", ["/v1", "/api/v1"])
def test_a_prefix_of_the_paths_may_stand_with_the_servers_or_nowhere(prefix):
    served = json.dumps({**json.loads(paths("/a/b")), "servers": [{"url": f"https://example.com{prefix}"}]})

    assert told(served, paths(f"{prefix}/a/b"), claimed=("POST /a/b",)) == []
    assert told(paths("/a/b"), paths(f"{prefix}/a/b"), claimed=("POST /a/b",)) == []


def test_the_description_that_shares_most_is_the_one():
    other, right = committed(paths("/z"), "admin/openapi.json"), committed(paths("/b", "/c"), "api/openapi.json")
    (finding,) = told(paths("/a", "/b", "/c"), other, right)

    assert "`api/openapi.json`" in finding.message


def test_a_description_that_shares_nothing_or_cannot_be_read_is_not_compared():
    assert told(paths("/a"), paths("/z")) == []
    assert told(paths("/a"), committed("{", "openapi.json")) == []


def test_the_finding_stands_in_the_description_where_the_change_touches_it():
    (finding,) = told(document(gives(TEXT)), document(gives(NUMBER)), change=a_change("openapi.json"))

    assert finding.span.path == "openapi.json"
    assert finding.span == finding.citations[1].span


def test_the_finding_keeps_its_identity_when_lines_move():
    first = told(paths("/a", "/b"), paths("/b"))
    later = told(json.dumps(json.loads(paths("/a", "/b")), indent=4), paths("/b", "/c"))

    assert [one.fingerprint for one in first] == [one.fingerprint for one in later]
