import pytest
from builders import (
    a_change,
    a_citation,
    a_dossier,
    a_feature,
    a_requirement,
    a_reviewed_feature,
    a_span,
    a_task,
    a_verdict,
)

from app.rules import (
    change_without_spec,
    invalid_configuration,
    open_clarification,
    ticked_task_without_file,
    unknown_feature,
)
from app.stages.findings import failing, rule_findings, select, verdict_findings
from specs_schema.config import RepoConfig
from specs_schema.problem import SpecProblem
from specs_schema.task import TaskPath

SPEC = "specs/001-login/spec.md"


def ticked(task, paths=(), base_paths=(), changed=("src/login.py",)):
    feature = a_reviewed_feature(a_feature(tasks=(task,)), newly_done=frozenset({task.key}))
    trees = {"paths": frozenset(paths), "base_paths": frozenset(base_paths)}
    dossier = a_dossier(feature, change=a_change(*changed), **trees)
    return [finding.subject for finding in ticked_task_without_file.check(dossier)]


def test_a_ticked_task_whose_file_is_nowhere_is_found():
    task = a_task("T014", "T014 Write the contract test", paths=("tests/contract/test_answers.py",))

    assert ticked(task, ["src/answers.py"]) == ["T014"]


@pytest.mark.parametrize(
    "present",
    [
        "tests/contract/test_answers.py",
        "backend/tests/contract/test_answers.py",
        "tests/test_answers.py",
        "tests/contract/TestAnswers.ts",
        "specs/001-login/tests/contract/test_answers.py",
    ],
)
def test_a_file_under_another_name_or_folder_counts(present):
    assert ticked(a_task("T014", paths=("tests/contract/test_answers.py",)), [present]) == []


@pytest.mark.parametrize(
    ("named", "present"),
    [
        ("migrations/024_add_user_tokens.py", "migrations/20261101_add_user_tokens.py"),
        ("src/useDelayDialog.ts", "src/useChangeDelayDialog.ts"),
        ("src/DefaultAnswerService.java", "src/AnswerServiceImpl.java"),
        ("fixtures/overdue/0001.md", "fixtures/overdue/late-decision.md"),
    ],
)
def test_a_renamed_file_counts(named, present):
    assert ticked(a_task("T014", paths=(named,)), [present]) == []


@pytest.mark.parametrize(
    ("named", "present"),
    [
        ("src/delay_dialog.ts", "src/delay_dialog_more.test.ts"),
        ("src/triggers.ts", "src/routing-triggers.ts"),
        ("src/RoleBadge.tsx", "src/StatusBadge.tsx"),
        ("fixtures/overdue/0001.md", "fixtures/early/0002.md"),
    ],
)
def test_a_file_of_another_thing_does_not_count(named, present):
    assert ticked(a_task("T014", paths=(named,)), [present]) == ["T014"]


@pytest.mark.parametrize(
    "text",
    [
        "T014 Delete src/old.py",
        "T014 Rename src/old.py to src/new.py",
        "T014 Add src/retry.py if T012 cannot cover it",
        "T014 Optional: src/cache.py",
        "T014 Add src/index.py; verified that the existing one already covers it",
    ],
)
def test_tasks_that_remove_or_are_conditional_are_left_alone(text):
    assert ticked(a_task("T014", text, paths=("src/old.py",))) == []


@pytest.mark.parametrize(
    "path", ["dist/app.js", "/tmp/out.txt", "coverage/index.html", "migrations/00xx_add.sql", "app.log"]
)
def test_paths_that_prove_nothing_are_left_alone(path):
    assert ticked(a_task("T014", paths=(path,))) == []


def test_a_pattern_beside_the_file_leaves_the_task_alone():
    pattern = TaskPath(text="src/*.py", kind="pattern")

    assert ticked(a_task("T014", paths=("src/none.py", pattern))) == []


def test_a_tick_of_an_earlier_change_is_not_looked_at():
    feature = a_reviewed_feature(a_feature(tasks=(a_task(paths=("nowhere/a.py",)),)))

    assert list(ticked_task_without_file.check(a_dossier(feature))) == []


def test_a_change_without_a_spec_is_said_once():
    (finding,) = change_without_spec.check(a_dossier(change=a_change("a.py", "b.py")))

    assert finding.severity == "notice"


def problem(kind="open-clarification", path=SPEC, key="how long?"):
    return SpecProblem(kind=kind, message="Open", hint="Answer it", span=a_span(path, 9), key=key)


def test_a_problem_of_a_document_becomes_a_finding():
    dossier = a_dossier(a_reviewed_feature(a_feature(), problems=(problem(),)))

    (finding,) = open_clarification.check(dossier)

    assert (finding.rule.code, finding.span.first, finding.message) == ("SPEC101", 9, "Open")


def test_the_fingerprint_does_not_move_with_the_line():
    first = a_dossier(a_reviewed_feature(a_feature(), problems=(problem(),)))
    moved = problem().model_copy(update={"span": a_span(SPEC, 90)})
    second = a_dossier(a_reviewed_feature(a_feature(), problems=(moved,)))

    assert open_clarification.check(first)[0].fingerprint == open_clarification.check(second)[0].fingerprint


def test_an_old_problem_in_an_untouched_document_is_withheld():
    dossier = a_dossier(a_reviewed_feature(a_feature(), problems=(problem(),)), change=a_change("src/a.py"))

    told, withheld = select(rule_findings(dossier), (), dossier)

    assert (told, [one.why for one in withheld]) == ((), ["it stood there before this change"])


def test_a_rule_switched_off_is_withheld_and_says_so():
    config = RepoConfig(rules={"SPEC1": "off"})
    dossier = a_dossier(a_reviewed_feature(a_feature(), problems=(problem(),)), change=a_change(SPEC), config=config)

    _, withheld = select(rule_findings(dossier), (), dossier)

    assert withheld[0].why == "`SPEC101` is switched off in the configuration"


def test_the_longest_prefix_gives_the_severity():
    config = RepoConfig(rules={"SPEC1": "off", "SPEC101": "error"})
    dossier = a_dossier(a_reviewed_feature(a_feature(), problems=(problem(),)), change=a_change(SPEC), config=config)

    told, _ = select(rule_findings(dossier), (), dossier)

    assert [finding.severity for finding in told] == ["error"]
    assert not failing(told[0], config)


def test_unreadable_documents_cannot_be_silenced():
    config = RepoConfig(rules={"SPEC9": "off"})
    broken = problem("unreadable-document")
    dossier = a_dossier(a_reviewed_feature(a_feature(), problems=(broken,)), change=a_change(SPEC), config=config)

    told, _ = select(rule_findings(dossier), (), dossier)

    assert [finding.rule.code for finding in told] == ["SPEC901"]


def test_a_document_that_was_unreadable_before_is_not_its_authors_fault():
    dossier = a_dossier(a_reviewed_feature(a_feature(), problems=(problem("unreadable-document"),)))

    told, _ = select(rule_findings(dossier), (), dossier)

    assert [finding.severity for finding in told] == ["warning"]


def test_a_wrong_configuration_is_told_and_is_no_annotation():
    dossier = a_dossier(a_reviewed_feature(a_feature()), config_problems=(problem("invalid-configuration", "c.yml"),))

    assert [finding.rule.annotated for finding in invalid_configuration.check(dossier)] == [False]


@pytest.mark.parametrize(("answer", "why"), [("met", "the work was found elsewhere"), ("unsure", None)])
def test_a_missing_file_is_withheld_when_the_work_was_found(answer, why):
    task = a_task("T014", paths=("tests/test_answers.py",))
    reviewed = a_reviewed_feature(a_feature(tasks=(task,)), newly_done=frozenset({"T014"}))
    dossier = a_dossier(reviewed, change=a_change("tests/test_login.py"))

    told, withheld = select(rule_findings(dossier), [a_verdict(task, answer)], dossier)

    assert [one.why for one in withheld] == ([why] if why else [])
    assert len(told) == (0 if why else 1)


def test_a_task_that_contradicts_only_what_a_requirement_says_is_told_once():
    quotes = (a_citation("spec", SPEC, 10, "at most 5"), a_citation(quote="limit = 8"))
    task = a_task("T011")
    verdicts = [
        a_verdict(a_requirement("FR-006"), "violated", citations=quotes),
        a_verdict(task, "violated", citations=(a_citation("spec", "specs/001-login/tasks.md", 5, "Cap"), *quotes)),
    ]

    told, withheld = select(verdict_findings(verdicts), verdicts, a_dossier())

    assert [finding.subject for finding in told] == ["FR-006"]
    assert [(one.finding.subject, one.why) for one in withheld] == [("T011", "told as `FR-006`")]


def test_a_task_with_a_fault_of_its_own_is_told():
    spec = a_citation("spec", SPEC, 10, "at most 5")
    verdicts = [
        a_verdict(a_requirement("FR-006"), "violated", citations=(spec, a_citation(line=3))),
        a_verdict(a_task("T011"), "violated", citations=(spec, a_citation(line=9))),
    ]

    told, _ = select(verdict_findings(verdicts), verdicts, a_dossier())

    assert {finding.subject for finding in told} == {"FR-006", "T011"}


def test_a_mistyped_trailer_is_told_with_the_nearest_feature():
    dossier = a_dossier(unknown_features=("specs/001-longin",), known_features=("specs/001-login", "specs/002-search"))

    (finding,) = unknown_feature.check(dossier)

    assert finding.message == "`Spec: specs/001-longin` names no feature of this repository"
    assert finding.hint == "Did you mean `specs/001-login`?"


def test_a_quote_within_a_longer_one_of_the_same_line_is_shown_once():
    short, whole = a_citation(quote="limit = 8"), a_citation(quote="limit = 8  # citations")
    verdict = a_verdict(a_requirement(), "violated", citations=(short, whole, whole, a_citation(line=9)))

    (finding,) = verdict_findings([verdict])

    assert finding.citations == (whole, a_citation(line=9))


def test_an_open_task_that_is_not_finished_accuses_nobody():
    verdict = a_verdict(a_task("T029", done=False), "missing", claim="path", found="nothing retries")

    (finding,) = verdict_findings([verdict])

    assert finding.message == "`T029` is open, and the change does not finish it: nothing retries"
    assert finding.hint == "Nothing needs mending: `specs/001-login/tasks.md` says the same"


def test_a_file_that_the_change_adds_under_nearly_the_same_name_counts():
    task = a_task("T007", paths=("tests/unit/test_retrieval.py",))

    assert ticked(task, ["tests/unit/test_retriever.py"]) == []
    assert ticked(task, ["tests/unit/test_retriever.py"], base_paths=["tests/unit/test_retriever.py"]) == ["T007"]
    assert ticked(task, ["tests/other/test_retriever.py"]) == ["T007"]


@pytest.mark.parametrize(
    "reference", ["specs/001-login/contracts/openapi.yaml", "contracts/openapi.yaml", "src/old.py"]
)
def test_a_file_that_is_only_referred_to_delivers_nothing(reference):
    task = a_task("T006", paths=("tests/contract/test_answers_contract.py", reference))
    there = ["specs/001-login/contracts/openapi.yaml", "src/old.py"]

    assert ticked(task, there, there) == ["T006"]


def test_a_named_file_that_the_change_changes_is_a_delivery():
    task = a_task("T006", paths=("src/new.py", "src/old.py"))

    assert ticked(task, ["src/old.py"], ["src/old.py"], changed=["src/old.py"]) == []
