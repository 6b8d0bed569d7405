"""Contracts and descriptions of interfaces, from a repository to the dossier."""

import json

import pytest

from app.domain.event import PullRequest
from app.git.repository import GitRepository
from app.parsing.spec_reader import SpecReader
from app.workflow import loading
from app.workflow.descriptions import candidates

CONTRACT = "specs/001-login/contracts/api.json"


def api(*paths):
    each = {path: {"get": {"responses": {"200": {"description": ""}}}} for path in paths}
    return json.dumps({"openapi": "3.1.0", "paths": each}, indent=1)


def loaded(checkout, base="main"):
    with GitRepository.open(checkout.path) as repository:
        head, before = repository.resolve("HEAD"), repository.resolve(base)
        facts = PullRequest(
            repository="acme/app", branch="001-login", head_sha=head, base_sha=before, merge_base=before
        )
        return loading.load(repository, SpecReader("fork"), facts)


def test_a_committed_description_is_read_beside_the_contract(done):
    done.change({CONTRACT: api("/a"), "api/openapi.json": api("/a", "/b"), "tests/openapi.json": api("/c")})

    (description,) = loaded(done).descriptions

    assert description.contract.path == "api/openapi.json"
    assert description.contract.model is not None
    assert [one.path for one in description.contract.model.operations] == ["/a", "/b"]
    assert description.text == api("/a", "/b")


def test_a_description_is_not_read_where_no_contract_has_an_operation(done):
    done.change({"openapi.json": api("/a")})

    assert loaded(done).descriptions == ()


def test_a_description_that_no_reader_survives_has_no_operations(done):
    done.change({CONTRACT: api("/a"), "openapi.json": "[" * 200_000})

    (description,) = loaded(done).descriptions

    assert description.contract.model is None


def test_a_description_of_more_than_two_megabytes_is_left_out(done):
    done.change({CONTRACT: api("/a"), "openapi.json": " " * 2_000_001 + api("/a")})

    assert loaded(done).descriptions == ()


def test_the_text_of_a_contract_at_the_merge_base_is_there_where_it_differs(done):
    done.change({CONTRACT: api("/a"), "specs/001-login/contracts/same.json": api("/s")})
    done.git("branch", "before")
    done.change({CONTRACT: api("/b")})

    dossier = loaded(done, "before")

    assert dossier.base_texts == {CONTRACT: api("/a")}
    assert dossier.texts[CONTRACT] == api("/b")


def test_a_document_that_is_too_large_to_be_read_is_a_problem_and_not_gone(done):
    done.change({CONTRACT: api("/a")})
    done.git("branch", "before")
    done.change({CONTRACT: " " * 10_000_000 + api("/b")})

    dossier = loaded(done, "before")
    (problem,) = [one for one in dossier.features[0].problems if one.kind == "unreadable-document"]

    assert problem.span.path == CONTRACT
    assert "it has 10,000,140 bytes" in problem.message
    assert CONTRACT in dossier.paths


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("openapi.json", True),
        ("docs/swagger.yaml", True),
        ("api/OpenAPI.v2.yml", True),
        ("openapi-3.json", True),
        ("src/openapi.ts", False),
        ("my-openapi.json", False),
        ("node_modules/a/openapi.json", False),
        ("tests/openapi.json", False),
        ("specs/001-login/openapi.json", False),
        ("features/001/openapi.json", False),
    ],
)
def test_which_files_are_called_like_a_description(path, wanted):
    assert bool(candidates([path], ["features/001"])) == wanted


def test_the_nearest_three_are_taken():
    found = candidates(["a/b/openapi.json", "b/openapi.json", "openapi.yaml", "a/openapi.json", "openapi.json"], [])

    assert found == ("openapi.json", "openapi.yaml", "a/openapi.json")
