"""Which files of head are read for routes and models, and that what cannot be read ends no review."""

import pytest

from app.domain.event import PullRequest
from app.git.repository import GitRepository
from app.parsing.spec_reader import SpecReader
from app.rules import extra_operation, field_differs, operation_differs, operation_not_in_code
from app.workflow import code, loading

CONTRACT = """openapi: 3.1.0
info: {title: Login, version: 1.0.0}
paths:
  /sessions:
    post:
      responses: {"201": {description: a session}}
    delete:
      responses: {"204": {description: gone}}
"""
TASKS = "# Tasks: Login\n\n- [x] T001 Serve `POST /sessions` and `DELETE /sessions` in src/api.py\n"
MAIN = "from fastapi import FastAPI\nfrom api import router\napp = FastAPI()\napp.include_router(router)\n"
API = "from fastapi import APIRouter\nrouter = APIRouter()\n@router.post('/sessions')\ndef begin() -> None: ...\n"
CODE = {"src/main.py": MAIN, "src/api.py": API}


@pytest.fixture
def served(checkout):
    checkout.change({"specs/001-login/contracts/api.yaml": CONTRACT, "specs/001-login/tasks.md": TASKS, **CODE})
    return checkout


def loaded(checkout, reader=None):
    with GitRepository.open(checkout.path) as repository:
        head, base = repository.resolve("HEAD"), repository.resolve("main")
        facts = PullRequest(repository="acme/app", branch="001-login", head_sha=head, base_sha=base, merge_base=base)
        return loading.load(repository, reader or SpecReader("fork"), facts)


def names(dossier):
    return [route.name for route in dossier.code.routes]


def findings(dossier):
    rules = (operation_not_in_code, operation_differs, extra_operation, field_differs)
    return [finding.message for rule in rules for finding in rule.check(dossier)]


def test_the_routes_of_head_are_held_against_the_contract(served):
    dossier = loaded(served)

    assert (names(dossier), dossier.code.complete) == (["POST /sessions"], True)
    assert findings(dossier) == [
        "No route serves `DELETE /sessions`, which the change claims: `T001` cites `DELETE /sessions`"
    ]


def test_without_operations_no_code_is_read(checkout):
    checkout.change(CODE)

    assert loaded(checkout).code.files == ()


def test_without_a_file_that_declares_routes_no_code_is_read(checkout):
    checkout.change({"specs/001-login/contracts/api.yaml": CONTRACT, "src/a.py": "class A(BaseModel): ...\n"})

    assert loaded(checkout).code.files == ()


@pytest.mark.parametrize(
    "path",
    [
        "tests/api.py",
        "src/test_api.py",
        "src/api_test.go",
        "src/api.test.ts",
        "src/api.spec.ts",
        "src/test/java/A.java",
        "src/ApiTest.java",
        "node_modules/x/index.js",
        "vendor/x/x.go",
        "specs/001-login/sketch.py",
        "notes/api.md",
    ],
)
def test_routes_of_tests_and_of_others_are_not_the_service(served, path):
    served.change({path: "from fastapi import FastAPI\nexpress(); gin.New(); chi.NewRouter(); @RestController\n"})

    assert set(loaded(served).code.files) == {"src/main.py", "src/api.py"}


@pytest.mark.parametrize("path", ["src/spec_api.py", "src/latest.py", "src/contest/api.py", "api/spec.py"])
def test_a_name_that_only_looks_like_a_test_is_read(served, path):
    served.change({path: "from fastapi import FastAPI\n\napp = FastAPI()\n"})

    assert path in loaded(served).code.files


@pytest.mark.parametrize(
    "data",
    [
        b"app = FastAPI()\n" + b"# " + b"x" * 500_000,
        b"app = FastAPI(" + b"f(" * 100_000,
    ],
)
def test_a_file_that_cannot_be_read_leaves_nothing_to_be_missed(served, data):
    served.change({"src/odd.py": data})

    dossier = loaded(served)

    assert names(dossier) == ["POST /sessions"]
    assert not dossier.code.complete
    assert findings(dossier) == []


@pytest.mark.parametrize(
    "data",
    [
        b"app = FastAPI()\n\0binary",
        b"app = FastAPI(\n@app.get('/",
        "app = FastAPI()\n\xe9".encode("latin-1"),
        b"\xef\xbb\xbfapp = FastAPI()",
    ],
)
def test_broken_code_is_read_as_far_as_it_goes(served, data):
    served.change({"src/odd.py": data})

    assert "POST /sessions" in names(loaded(served))


def test_of_too_many_files_nothing_is_missed(served, monkeypatch):
    monkeypatch.setattr(code, "_MOST_FILES", 1)

    dossier = loaded(served)

    assert len(dossier.code.files) == 1
    assert findings(dossier) == []


def test_a_parser_that_dies_ends_no_review(served):
    def dying(_job: bytes) -> bytes:
        raise SystemExit(9)

    dossier = loaded(served, SpecReader("fork", reading_code=dying))

    assert sorted(dossier.code.unread) == ["src/api.py", "src/main.py"]
    assert findings(dossier) == []


def test_settings_that_move_every_route_are_found_outside_the_code(served):
    controller = '@RestController\nclass A {\n  @DeleteMapping("/sessions")\n  void end() {}\n}\n'
    served.change({"src/A.java": controller})
    certain = {route.name for route in loaded(served).code.routes if not route.doubt}
    served.change({"src/main/resources/application.properties": "server.servlet.context-path=/api\n"})

    doubtful = {route.name for route in loaded(served).code.routes if route.doubt}

    assert "DELETE /sessions" in certain
    assert doubtful == {"DELETE /sessions"}
