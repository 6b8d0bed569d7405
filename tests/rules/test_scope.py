from dataclasses import replace

import pytest
from builders import (
    a_change,
    a_changed_file,
    a_dossier,
    a_feature,
    a_reviewed_feature,
    a_span,
    a_task,
    an_added_file,
)

from app.domain.change import ChangedFile
from app.rules import forbidden_file, unplanned_file
from specs_schema.config import RepoConfig, Scope
from specs_schema.contract import Contract, Operation
from specs_schema.plan import Plan
from specs_schema.task import TaskPath

TASK = a_task("T001", "Cap citations in src/answers/answerer.py", paths=("src/answers/answerer.py",))


def planned(*paths, structure=(), text="", operation=""):
    """A feature whose one task names `paths` and whose plan has this structure."""
    task = TASK.model_copy(
        update={
            "text": text or TASK.text,
            "paths": tuple(TaskPath(text=path) if isinstance(path, str) else path for path in paths or TASK.paths),
        }
    )
    span = a_span("specs/001-login/contracts/openapi.yaml")
    operations = (Operation(id=f"POST {operation}", text="", span=span, method="POST", path=operation),)
    contract = Contract(path=span.path, kind="openapi", operations=operations, span=span)
    return a_feature(
        tasks=(task,), plan=Plan(structure=structure, span=a_span()), contracts=(contract,) if operation else ()
    )


def unplanned(*files, feature=None, config=None, **fields):
    """Which of the changed files SPEC703 names."""
    dossier = a_dossier(
        a_reviewed_feature(feature or planned()), change=a_change(*files), config=config or RepoConfig(), **fields
    )
    return [
        file.path for file in dossier.change.files if any(f"`{file.path}`" in one.message for one in found(dossier))
    ]


def found(dossier):
    return list(unplanned_file.check(dossier))


def test_a_file_that_nobody_planned_is_told_with_the_nearest_task():
    change = a_change("src/answers/answerer.py", an_added_file("src/answers/rerank.py"))

    (finding,) = found(a_dossier(a_reviewed_feature(planned()), change=change))

    assert finding.message == "1 changed file is in no task, plan or contract: `src/answers/rerank.py`"
    assert finding.hint.endswith("Nearest: `T001` for `src/answers/rerank.py`")
    assert (finding.rule.code, finding.severity, finding.rule.status) == ("SPEC703", "notice", "preview")
    assert (finding.span.path, finding.span.first) == ("src/answers/rerank.py", 1)


def test_many_unplanned_files_are_one_finding_that_names_twenty():
    files = [an_added_file(f"src/odd/zz{n}.py", ("x = 1",)) for n in range(23)]

    (finding,) = found(a_dossier(a_reviewed_feature(planned()), change=a_change(*files)))

    assert finding.message.startswith("23 changed files are in no task, plan or contract: `src/odd/zz0.py`, ")
    assert finding.message.endswith("`src/odd/zz19.py` and 3 more")


@pytest.mark.parametrize(
    "path",
    [
        "src/answers/answerer.py",
        "backend/src/answers/answerer.py",
        "src/other/answerer.py",
        "src/answers/Answerer.ts",
    ],
)
def test_a_file_that_a_task_names_is_planned_in_any_folder(path):
    assert unplanned(path) == []


@pytest.mark.parametrize(
    ("named", "path"),
    [
        (TaskPath(text="src/migrations/", kind="folder"), "src/migrations/a/b.py"),
        (TaskPath(text="src/*.py", kind="pattern"), "src/zebra.py"),
        (TaskPath(text="db/00xx_users.sql", kind="placeholder"), "db/0007_people.sql"),
    ],
)
def test_folders_patterns_and_placeholders_of_tasks_plan_what_is_in_them(named, path):
    assert unplanned(path, feature=planned(named)) == []
    assert unplanned("lib/zebra.rb", feature=planned(named)) == ["lib/zebra.rb"]


def test_a_task_that_says_what_a_file_is_called_after_plans_it():
    feature = planned(text="Add a rate limiter to the gateway")

    assert unplanned("src/rateLimiter.ts", feature=feature) == []
    assert unplanned("src/gateway/limiter.ts", feature=feature) == []
    assert unplanned("src/rateTable.ts", feature=feature) == ["src/rateTable.ts"]


def test_the_structure_of_the_plan_plans_its_files_and_its_last_folders():
    structure = ("src/", "src/api/", "src/api/routes.py", "src/store/")

    assert unplanned("src/api/routes.py", "src/store/disk.py", feature=planned(structure=structure)) == []
    assert unplanned("src/api/zebra.py", feature=planned(structure=structure)) == ["src/api/zebra.py"]


def test_a_handler_of_a_contracts_operation_is_planned():
    handler = an_added_file("src/web/zebra.py", ('@post("/v1/answers/{id}/feedback")',))

    assert unplanned(handler, feature=planned(operation="/v1/answers/{id}")) == []
    assert unplanned(handler, feature=planned(operation="/v1/questions")) == ["src/web/zebra.py"]


@pytest.mark.parametrize(
    "path",
    [
        "tests/unit/test_zebra.py",
        "src/zebra.spec.ts",
        "docs/zebra.html",
        "README.md",
        "pnpm-lock.yaml",
        ".github/workflows/ci.yml",
        "pyproject.toml",
        "web/tsconfig.build.json",
        "web/vite.config.ts",
        "src/__init__.py",
        "src/zebra_pb2.py",
        "specs/002-search/spec.md",
        "web/logo.png",
    ],
)
def test_what_supports_needs_no_plan(path):
    assert unplanned(path) == []


def test_a_file_that_was_laid_out_anew_needs_no_plan():
    assert unplanned(a_changed_file("src/zebra.py", removed="f( 'a' )", added='f("a")')) == []
    assert unplanned(a_changed_file("src/zebra.py", removed="f('a')", added="f('b')")) == ["src/zebra.py"]


def test_a_file_that_only_makes_something_planned_known_needs_no_plan():
    wiring = a_changed_file("src/zebra.py", added="from answers import answerer")

    added = an_added_file("src/zebra.py", ["from answers import answerer"])
    renamed = replace(wiring, status="renamed", old_path="src/horse.py")

    assert unplanned("src/answers/answerer.py", wiring) == []
    assert unplanned(wiring) == ["src/zebra.py"]
    assert unplanned("src/answers/answerer.py", added) == unplanned("src/answers/answerer.py", renamed) == [added.path]


def test_what_the_configuration_allows_or_skips_is_not_listed():
    config = RepoConfig(scope=Scope(allow=("src/tools/",)))

    assert unplanned("src/tools/zebra.py", config=config) == []
    assert unplanned("src/zebra.py", skipped={"src/zebra.py": "ignored by the configuration"}) == []
    assert unplanned(ChangedFile("src/zebra.py", "deleted")) == []


def test_without_tasks_there_is_no_scope_to_leave():
    change = a_change("src/zebra.py")

    assert found(a_dossier(change=change)) == []
    assert found(a_dossier(a_reviewed_feature(a_feature()), change=change)) == []
    assert found(a_dossier(a_reviewed_feature(None, planned()), change=change)) == []


FORBID = RepoConfig(scope=Scope(forbid=("db/migrations/", "*.key")))


def forbidden(*files):
    return list(forbidden_file.check(a_dossier(change=a_change(*files), config=FORBID)))


def test_a_forbidden_file_is_an_error_that_needs_no_feature():
    (finding,) = forbidden("src/a.py", "db/migrations/0007_users.sql")

    assert (finding.rule.code, finding.severity, finding.rule.status) == ("SPEC704", "error", "stable")
    assert "Change changes `db/migrations/0007_users.sql`" in finding.message
    assert finding.span.path == "db/migrations/0007_users.sql"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (ChangedFile("a/b.key", "added"), "adds `a/b.key`"),
        (ChangedFile("a/b.key", "deleted"), "deletes `a/b.key`"),
        (ChangedFile("new.sql", "renamed", old_path="db/migrations/1.sql"), "moves `db/migrations/1.sql`"),
        (ChangedFile("a/b.key", "modified", binary=True), "changes `a/b.key`"),
    ],
)
def test_no_way_of_changing_a_forbidden_file_is_overlooked(file, said):
    assert [said in finding.message for finding in forbidden(file)] == [True]


def test_a_copy_of_a_forbidden_file_elsewhere_is_allowed():
    assert forbidden(ChangedFile("new.sql", "copied", old_path="db/migrations/1.sql")) == []


def test_of_many_forbidden_files_twenty_are_told_and_the_rest_counted():
    findings = forbidden(*(f"db/migrations/{n}.sql" for n in range(25)))

    assert len({finding.fingerprint for finding in findings}) == 20
    assert findings[-1].message.endswith(", and 5 more forbidden files")


def test_without_patterns_nothing_is_forbidden():
    assert list(forbidden_file.check(a_dossier(change=a_change("db/migrations/1.sql")))) == []
