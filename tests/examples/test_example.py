"""The example repository is what it says it is: it runs, and only the planted mistakes are in it."""

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter

EXAMPLE = Path(__file__).parents[2] / "examples" / "rag-service"
BASE = EXAMPLE / "base"
PULL_REQUEST = EXAMPLE / "pull-request"
FEATURE = "specs/002-grounded-answers"
TASKS = f"{FEATURE}/tasks.md"
LITTER = shutil.ignore_patterns("__pycache__", ".pytest_cache")

JsonObject = dict[str, JsonValue]
AS_OBJECT = TypeAdapter(JsonObject)


class PullRequestFile(BaseModel):
    """What pull-request.yml must hold."""

    model_config = ConfigDict(extra="forbid")

    title: str
    branch: str
    base: str
    author: str
    body: str
    commits: list[str]
    deleted: list[str]


class Gold(BaseModel):
    """The answer that a careful reader gives about one subject."""

    model_config = ConfigDict(extra="forbid")

    answer: str
    reason: str
    also_acceptable: list[str] = []


class GoldFile(BaseModel):
    """All of gold.json."""

    model_config = ConfigDict(extra="forbid")

    feature: str
    subjects: dict[str, Gold]
    principles: dict[str, Gold]
    decisions: dict[str, Gold]
    planted: list[dict[str, str]]
    false_alarms: list[dict[str, str]]


def gold() -> GoldFile:
    return GoldFile.model_validate_json((Path(__file__).parent / "gold.json").read_bytes())


def pull_request() -> PullRequestFile:
    return PullRequestFile.model_validate(yaml.safe_load((EXAMPLE / "pull-request.yml").read_text("utf-8")))


def files(root: Path) -> dict[str, str]:
    """Path and text of every file, without what test runs leave behind."""
    paths = (path for path in root.rglob("*") if path.is_file())
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in paths
        if "__pycache__" not in path.parts and ".pytest_cache" not in path.parts
    }


def head_files() -> dict[str, str]:
    kept = {path: text for path, text in files(BASE).items() if path not in pull_request().deleted}
    return kept | files(PULL_REQUEST)


def build(tree: Path, *, with_pull_request: bool) -> Path:
    """The repository at base or at head, in a folder of its own."""
    shutil.copytree(BASE, tree, ignore=LITTER)
    if with_pull_request:
        shutil.copytree(PULL_REQUEST, tree, dirs_exist_ok=True, ignore=LITTER)
        for path in pull_request().deleted:
            (tree / path).unlink()
    return tree


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in `tree`, with nothing of our own suite's environment."""
    environment = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("with_pull_request", [False, True], ids=["base", "head"])
def test_its_own_tests_pass(tmp_path: Path, with_pull_request: bool):  # noqa: FBT001
    tree = build(tmp_path / "ragline", with_pull_request=with_pull_request)

    finished = run(tree, "-m", "pytest", "-p", "no:cacheprovider", "-W", "error", "-p", "no:asyncio")

    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert int(re.findall(r"(\d+) passed", finished.stdout)[-1]) > 30


def test_every_file_of_the_pull_request_changes_something():
    base = files(BASE)

    assert [path for path, text in files(PULL_REQUEST).items() if base.get(path) == text] == []
    assert 10 <= len(files(PULL_REQUEST)) <= 14
    assert set(pull_request().deleted) <= base.keys()


def test_the_pull_request_changes_nothing_of_the_task_list_but_ticks():
    base, head = (root.joinpath(TASKS).read_text("utf-8").splitlines() for root in (BASE, PULL_REQUEST))

    assert [line.replace("- [X]", "- [ ]") for line in head] == [line.replace("- [X]", "- [ ]") for line in base]
    newly = [new for old, new in zip(base, head, strict=True) if old != new]
    assert [line[6:10] for line in newly] == [f"T{number:03}" for number in range(6, 20)]
    assert all(line.startswith("- [X] ") for line in newly)


def test_the_pull_request_leaves_specs_configuration_and_constitution_alone():
    changed = {path for path in files(PULL_REQUEST) if not path.startswith(("src/", "tests/"))}

    assert changed == {TASKS}
    assert pull_request().branch == FEATURE.removeprefix("specs/")
    assert yaml.safe_load((BASE / ".github/speckeeper.yml").read_text("utf-8")) == {
        "version": 1,
        "mode": "gate",
    }


def test_no_file_points_at_the_mistakes():
    telling = re.compile(r"\b(bug|planted|deliberate\w*|mistake\w*|wrong|todo|fixme|oops|hack)\b", re.IGNORECASE)
    texts = files(BASE) | {f"{path} at head": text for path, text in files(PULL_REQUEST).items()}
    texts["pull-request.yml"] = (EXAMPLE / "pull-request.yml").read_text("utf-8")

    assert {path: telling.findall(text) for path, text in texts.items() if telling.search(text)} == {}


def test_every_link_of_its_readme_leads_somewhere():
    links = re.findall(r"\]\(([^)]+)\)", (EXAMPLE / "README.md").read_text("utf-8"))

    assert len(links) > 10
    assert [link for link in links if not (EXAMPLE / link).exists()] == []


def ids_in_the_documents() -> set[str]:
    """Every subject, found by patterns of its own rather than by our reader."""
    spec, tasks = ((BASE / FEATURE / name).read_text("utf-8") for name in ("spec.md", "tasks.md"))
    found = set(re.findall(r"^- \*\*((?:FR|SC)-\d+)\*\*", spec, re.MULTILINE))
    found |= set(re.findall(r"^- \[[ X]\] (T\d+)", tasks, re.MULTILINE))
    found |= set(re.findall(r"^### (.+)$", (BASE / FEATURE / "data-model.md").read_text("utf-8"), re.MULTILINE))
    story = ""
    for line in spec.splitlines():
        if heading := re.match(r"### User Story (\d+)", line):
            story = heading[1]
        elif scenario := re.match(r"(\d+)\. \*\*Given\*\*", line):
            found.add(f"US{story}/AC{scenario[1]}")
    paths = AS_OBJECT.validate_python(contract()["paths"])
    for path, operations in paths.items():
        found |= {f"{verb.upper()} {path}" for verb in AS_OBJECT.validate_python(operations) if verb != "parameters"}
    return found


def test_there_is_a_gold_answer_for_every_subject():
    assert gold().subjects.keys() == ids_in_the_documents()
    constitution = (BASE / ".specify/memory/constitution.md").read_text("utf-8")
    assert list(gold().principles) == re.findall(r"^### ([IVX]+)\.", constitution, re.MULTILINE)
    research = (BASE / FEATURE / "research.md").read_text("utf-8")
    assert list(gold().decisions) == re.findall(r"^## (.+)$", research, re.MULTILINE)


def test_the_gold_answers_name_the_planted_mistakes_and_no_others():
    at_fault = {name for name, entry in gold().subjects.items() if entry.answer in {"violated", "missing"}}

    assert at_fault == {planted["subject"] for planted in gold().planted if planted["subject"]}
    assert {entry.answer for entry in gold().subjects.values()} == {
        "met",
        "violated",
        "missing",
        "not_claimed",
        "unjudgeable",
    }
    for planted in gold().planted:
        assert {planted["spec"], planted["code"]} <= head_files().keys()


def test_one_ticked_task_was_not_done_and_one_was_done_under_another_name():
    names = {path.rsplit("/", 1)[-1] for path in head_files()}

    assert "test_answers_contract.py" not in names
    assert "test_retrieval.py" not in names
    assert "test_retriever.py" in names


def test_every_other_ticked_task_has_its_files_at_head():
    paths = re.findall(r"^- \[X\] (T\d+) (.+)$", head_files()[TASKS], re.MULTILINE)
    absent = {
        task: named
        for task, text in paths
        for named in re.findall(r"\b(?:src|tests|scripts)/[\w/.]+\.py", text)
        if named not in head_files()
    }

    assert absent == {
        "T006": "tests/contract/test_answers_contract.py",
        "T007": "tests/unit/test_retrieval.py",
    }


def test_one_module_is_planned_by_nobody_and_used_by_nobody():
    head = head_files()
    planned = " ".join(text for path, text in head.items() if path.endswith(("plan.md", "tasks.md")))
    modules = [path for path in head if path.startswith("src/") and not path.endswith("__init__.py")]

    assert [path for path in modules if path.rsplit("/", 1)[-1] not in planned] == ["src/ragline/answers/rerank.py"]
    assert [path for path, text in head.items() if path.endswith(".py") and "rerank import" in text] == []
    assert "rank" not in pull_request().body


PROBE = """
import json, sys
sys.path[:0] = ["src", "tests"]
from fastapi.testclient import TestClient
from ragline.app import create_app
client = TestClient(create_app())
text = " ".join(f"Burr number {number} must be clean." for number in range(12))
for name in ("one", "two"):
    client.post("/v1/documents", json={"title": name, "text": text})
ask = lambda body: client.post("/v1/answers", json=body)
answered = ask({"question": "clean burr"})
responses = {
    "answered": answered,
    "refused": ask({"question": "Who sells chocolate?"}),
    "blank": ask({"question": " \\n "}),
    "longest": ask({"question": " " + "x" * 2000 + " "}),
    "too_long": ask({"question": "x" * 2001}),
    "no_passages": ask({"question": "burr", "max_passages": 0}),
    "record": client.get("/v1/answers/" + answered.json()["id"]),
    "list": client.get("/v1/answers"),
    "bad_list": client.get("/v1/answers?limit=101"),
    "unknown": client.get("/v1/answers/ans_0"),
}
json.dump({name: [response.status_code, response.json()] for name, response in responses.items()}, sys.stdout)
"""

Responses = dict[str, tuple[int, JsonObject]]


@pytest.fixture(scope="module")
def responses(tmp_path_factory: pytest.TempPathFactory) -> Responses:
    """Status and body of requests to the service at head, asked in a process of its own."""
    tree = build(tmp_path_factory.mktemp("probe") / "ragline", with_pull_request=True)
    finished = run(tree, "-c", PROBE)
    assert finished.returncode == 0, finished.stderr
    return TypeAdapter(Responses).validate_json(finished.stdout)


@cache
def contract() -> JsonObject:
    text = (BASE / FEATURE / "contracts/openapi.yaml").read_text("utf-8")
    return AS_OBJECT.validate_python(yaml.safe_load(text))


def breaches(schema: str, body: JsonObject) -> list[str]:
    """What the contract's own schema has to say about `body`."""
    document = {"$ref": f"#/components/schemas/{schema}", "components": contract()["components"]}
    validator = Draft202012Validator(AS_OBJECT.validate_python(json.loads(json.dumps(document))))
    # One overload of `iter_errors`, which is deprecated, has no types.
    return [error.message for error in validator.iter_errors(body)]  # pyright: ignore[reportUnknownMemberType]


@pytest.mark.parametrize("name", ["answered", "refused", "longest"])
def test_an_answer_lacks_one_field_of_the_contract_and_no_other(responses: Responses, name: str):
    status, body = responses[name]

    assert (status, breaches("Answer", body)) == (200, ["'passages_considered' is a required property"])


@pytest.mark.parametrize(
    ("name", "status", "schema"),
    [
        ("record", 200, "AnswerRecord"),
        ("list", 200, "AnswerList"),
        ("unknown", 404, "Error"),
        ("blank", 422, "Error"),
        ("too_long", 422, "Error"),
        ("no_passages", 422, "Error"),
        ("bad_list", 422, "Error"),
    ],
)
def test_every_other_response_meets_the_contract(responses: Responses, name: str, status: int, schema: str):
    got, body = responses[name]

    assert (got, breaches(schema, body)) == (status, [])


def test_more_citations_are_returned_than_the_requirement_allows(responses: Responses):
    _, body = responses["answered"]

    assert "MUST NOT return more than 5 citations" in (BASE / FEATURE / "spec.md").read_text("utf-8")
    assert isinstance(body["citations"], list)
    assert len(body["citations"]) == 8
