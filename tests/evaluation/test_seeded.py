"""From seeds to reviewed cases, on a repository made here."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from seeded_repository import CODE, ROOT, a_seed, build, git, hash_of, make

from app.cli import speckeeper
from app.evaluation.building import build as build_repository
from app.evaluation.case_reader import read_case
from app.git.repository import GitRepository
from app.ports import Unavailable

sys.path.append(str(ROOT / "benchmarks"))

from seed_operators import OPERATORS
from seeded import read_seeds


@pytest.fixture
def mirror(tmp_path):
    return make(tmp_path / "mirror")


def evaluate(folder, *options):
    return CliRunner().invoke(speckeeper, ["eval", str(folder), *options])


def snapshot(folder):
    """Every file below a folder, with its content."""
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_seed_becomes_a_case_with_the_facts_of_its_pull_request(tmp_path, mirror):
    bare, base, head = mirror
    before = snapshot(bare)
    done = build(tmp_path, [a_seed(base, head)])
    golden, problems = read_case(tmp_path / "cases" / "login-one-more")

    assert (done.returncode, done.stderr, problems) == (0, "", ())
    assert golden.case.pull_request.model_dump() == {"title": "Lock them", "body": "", "branch": "001-login"}
    assert golden.case.gold["FR-001"].model_dump() == {
        "answer": "violated",
        "reason": "The account is locked one attempt later",
        "code": ("src/login.py:5-5",),
    }
    assert (golden.case.partial, golden.case.check, golden.case.situation) == (True, "failure", "contradicted")
    assert golden.head["src/login.py"].decode() == CODE.replace(">=", ">")
    assert sorted(golden.base) == ["specs/001-login/spec.md", "specs/001-login/tasks.md", "src/a b.sh"]
    assert snapshot(bare) == before


def test_the_built_change_keeps_parents_messages_and_modes_and_copies_nothing(tmp_path, mirror):
    bare, base, head = mirror
    build(tmp_path, [a_seed(base, head)])
    golden, _ = read_case(tmp_path / "cases" / "login-one-more")
    (tmp_path / "built").mkdir()
    before = snapshot(bare)
    built = build_repository(golden, tmp_path / "built")

    assert built.base == base
    assert built.head != head
    assert built.messages == ("Tick the task\n\nIt is done.", "Lock accounts")
    assert git(built.git_dir, "rev-parse", f"{built.head}^") == git(bare, "rev-parse", f"{head}^")
    assert git(built.git_dir, "diff", "--name-only", head, built.head) == "src/login.py"
    assert git(built.git_dir, "ls-tree", built.head, "src/a b.sh").startswith("100755")
    own = git(built.git_dir, "count-objects", "-v").split("\n")
    assert int(next(line for line in own if line.startswith("in-pack")).split()[1]) < 6
    with GitRepository.open(built.git_dir) as repository:
        assert repository.merge_base(built.base, built.head) == base
    assert snapshot(bare) == before


def test_a_mode_of_an_edited_file_stays(tmp_path, mirror):
    _, base, head = mirror
    edit = {"path": "src/a b.sh", "line": 1, "sha256": hash_of("pwd"), "operator": "replace", "arguments": {"to": "ls"}}
    build(tmp_path, [a_seed(base, head, edits=[edit])])
    golden, _ = read_case(tmp_path / "cases" / "login-one-more")
    built = build_repository(golden, tmp_path)

    assert git(built.git_dir, "ls-tree", built.head, "src/a b.sh").startswith("100755")
    assert git(built.git_dir, "show", f"{built.head}:src/a b.sh") == "ls"


def test_a_change_as_it_is_keeps_its_head(tmp_path, mirror):
    _, base, head = mirror
    seed = a_seed(base, head, id="login-as-is", kind="as_is", edits=[], breaks=[], may_break=[], reason="")
    build(tmp_path, [seed])
    golden, problems = read_case(tmp_path / "cases" / "login-as-is")

    assert problems == ()
    assert (golden.case.gold, golden.case.check) == ({}, "unknown")
    assert build_repository(golden, tmp_path).head == head


def test_a_squashed_change_is_called_as_its_commit(tmp_path):
    _, base, head = make(tmp_path / "mirror")
    bare = tmp_path / "mirror" / "acme+login" / "repo"
    for ref in ("refs/heads/main", "refs/heads/001-login"):
        git(bare, "update-ref", ref, head)
    build(tmp_path, [a_seed(base, head)])
    golden, _ = read_case(tmp_path / "cases" / "login-one-more")

    assert golden.case.pull_request.model_dump() == {"title": "Tick the task", "body": "", "branch": "change"}


def test_lines_that_are_not_as_they_were_are_told_with_the_seed_and_the_others_are_built(tmp_path, mirror):
    _, base, head = mirror
    wrong = a_seed(base, head, id="login-stale")
    wrong["edits"] = [{**wrong["edits"][0], "sha256": "0" * 64}]
    done = build(tmp_path, [wrong, a_seed(base, head)])

    assert done.returncode == 1
    assert done.stderr.startswith("login-stale: `src/login.py:5` is not the text that was meant: sha256 ")
    assert done.stdout == f"1 cases in {tmp_path / 'cases'}\n"
    assert [folder.name for folder in (tmp_path / "cases").iterdir()] == ["login-one-more"]


def edit_of(base, head, **fields):
    seed = a_seed(base, head)
    return [{**seed["edits"][0], **fields}]


@pytest.mark.parametrize(
    ("fields", "edit", "message"),
    [
        ({}, {"line": 9, "last": 9}, "has 8 lines, not 9 to 9"),
        ({}, {"path": "src/none.py"}, "does not exist"),
        ({}, {"operator": "shuffle"}, "there is no operator `shuffle`"),
        ({}, {"line": 6}, "is not the text that was meant"),
        ({"repo": "acme/other"}, {}, "there is no `"),
        ({"head": "0" * 40}, {}, "login-one-more: fatal: "),
        ({"breaks": []}, {}, "names what it `breaks`"),
        ({"kind": "as_is", "breaks": []}, {}, "has no edits"),
        ({"reason": ""}, {}, "there is no `reason`"),
        ({"language": "cobol"}, {}, "language"),
    ],
)
def test_a_seed_that_does_not_fit_is_told(tmp_path, mirror, fields, edit, message):
    _, base, head = mirror
    done = build(tmp_path, [a_seed(base, head, **{"edits": edit_of(base, head, **edit)} | fields)])

    assert done.returncode == 1
    assert message in done.stderr


def test_two_edits_of_one_file_are_refused_and_of_two_files_are_both_done(tmp_path, mirror):
    _, base, head = mirror
    edits = edit_of(base, head)
    assert "one edit in a file" in build(tmp_path, [a_seed(base, head, edits=edits * 2)]).stderr

    other = {
        "path": "src/a b.sh",
        "line": 1,
        "sha256": hash_of("pwd"),
        "operator": "insert",
        "arguments": {"what": "ls"},
    }
    build(tmp_path, [a_seed(base, head, edits=[*edits, other])])
    golden, problems = read_case(tmp_path / "cases" / "login-one-more")

    assert problems == ()
    assert golden.case.gold["FR-001"].code == ("src/a b.sh:1-2", "src/login.py:5-5")
    assert golden.head["src/a b.sh"] == b"ls\npwd\n"


def test_two_seeds_of_one_name_are_refused_and_only_some_are_built_on_demand(tmp_path, mirror):
    _, base, head = mirror
    assert "more than one seed is called login-one-more" in build(tmp_path, [a_seed(base, head)] * 2).stderr

    done = build(tmp_path, [a_seed(base, head), a_seed(base, head, id="other")], "--only", "oth*")
    assert done.stdout.startswith("1 cases")
    assert [folder.name for folder in (tmp_path / "cases").iterdir()] == ["other"]


def test_lines_that_are_gone_are_shown_by_those_around(tmp_path, mirror):
    _, base, head = mirror
    old = ("    if attempts >= LIMIT:", "        return True")
    edits = edit_of(base, head, last=6, sha256=hash_of(*old), operator="delete", arguments={})
    build(tmp_path, [a_seed(base, head, edits=edits, answer="missing")])
    golden, problems = read_case(tmp_path / "cases" / "login-one-more")

    assert problems == ()
    assert golden.case.gold["FR-001"].code == ("src/login.py:4-5",)
    assert golden.case.situation == "half-done"


def test_the_seeded_subject_alone_is_counted(tmp_path, mirror):
    _, base, head = mirror
    control = a_seed(base, head, id="login-comment", kind="control", breaks=[], may_break=[], keeps=["FR-001"])
    control["edits"] = edit_of(base, head, operator="insert", arguments={"what": "# not yet"})
    build(tmp_path, [a_seed(base, head), control])
    done = evaluate(tmp_path / "cases", "--judge", "scripted", "--format", "json")
    written = json.loads(done.stdout)
    cases = {case["case"]: case for case in written["run"]["cases"]}
    counted = {name: [one["subject"] for one in case["subjects"] if one["counted"]] for name, case in cases.items()}

    assert done.exit_code == 0
    assert counted == {"login-one-more": ["FR-001"], "login-comment": ["FR-001"]}
    assert {one["subject"]: one["given"] for one in cases["login-one-more"]["subjects"]}["FR-001"] == "violated"
    assert cases["login-one-more"]["check"] == "failure"
    scores = written["metrics"]["scores"]
    assert (scores["agreement"]["hits"], scores["agreement"]["total"]) == (2, 2)
    assert (scores["recall"]["hits"], scores["recall"]["total"]) == (1, 1)
    assert (scores["checks"]["hits"], scores["checks"]["total"]) == (1, 1)
    assert scores["false_failures"]["total"] == 0


def test_the_rules_alone_run_on_a_seed(tmp_path, mirror):
    _, base, head = mirror
    build(tmp_path, [a_seed(base, head)])
    done = evaluate(tmp_path / "cases", "--judge", "none")

    assert done.exit_code == 0
    assert "0 of 1 right" in done.stderr


def test_a_liar_fails_no_seed(tmp_path, mirror):
    _, base, head = mirror
    build(tmp_path, [a_seed(base, head)])
    done = evaluate(tmp_path / "cases", "--judge", "contrary", "--format", "json")

    assert json.loads(done.stdout)["run"]["cases"][0]["failing"] == []


def test_a_source_that_cannot_be_read_is_told_with_its_line(tmp_path, mirror):
    bare, base, head = mirror
    build(tmp_path, [a_seed(base, head)])
    file = tmp_path / "cases" / "login-one-more" / "case.yml"
    written = file.read_text()
    wrong = {
        (head, "0" * 40): "failed",
        (str(bare), str(tmp_path / "nowhere")): "cannot be read",
        ('"edits/0.txt"', '"edits/1.txt"'): "`edits/1.txt` cannot be read",
        ('"path": "src/login.py"', '"path": "src/new.py"'): "There is no file `src/new.py` at head",
        ('"gold": {', '"commits": ["One"], "gold": {'): "`commits` is known from the source",
        ('"partial": true', '"partial": false'): "",
        ('"may_break": [\n    "T001"', '"may_break": [\n    "FR-001"'): "`FR-001` has a gold answer already",
        ("specs/001-login", "specs/002-login"): "is in neither `source.base` nor `source.head`",
        ("src/login.py:5-5", "src/login.py:50-50"): "has lines 1 to 7",
    }
    for (old, new), message in wrong.items():
        assert old in written
        file.write_text(written.replace(old, new))
        _, problems = read_case(file.parent)
        assert [message in problem.message for problem in problems] == [True] * bool(message), message
        assert all(problem.line > 1 for problem in problems)


def test_a_form_error_in_a_case_with_a_source_does_not_ask_for_a_base(tmp_path, mirror):
    _, base, head = mirror
    build(tmp_path, [a_seed(base, head)])
    file = tmp_path / "cases" / "login-one-more" / "case.yml"
    file.write_text(file.read_text().replace('"git":', '"gti":'))
    _, problems = read_case(file.parent)

    assert [problem.message for problem in problems] == ["`source` has no `git`", "Unknown key `source.gti`"]
    assert problems[1].hint == "Did you mean `git`?"


def test_a_repository_that_vanishes_is_no_answer(tmp_path, mirror):
    bare, base, head = mirror
    build(tmp_path, [a_seed(base, head)])
    golden, _ = read_case(tmp_path / "cases" / "login-one-more")
    (bare / "objects").rename(bare / "gone")
    (bare / "objects").mkdir()

    with pytest.raises(Unavailable):
        build_repository(golden, tmp_path)


def test_a_shallow_source_can_be_built_on(tmp_path, mirror):
    bare, base, head = mirror
    shallow = tmp_path / "shallow" / "acme+login" / "repo"
    command = ["git", "clone", "--quiet", "--bare", "--depth=3", "--branch=001-login", f"file://{bare}", str(shallow)]
    subprocess.run(command, check=True, timeout=60)
    (tmp_path / "mirror").rename(tmp_path / "old")
    (tmp_path / "shallow").rename(tmp_path / "mirror")
    done = build(tmp_path, [a_seed(base, head)])
    golden, _ = read_case(tmp_path / "cases" / "login-one-more")

    assert done.returncode == 0
    assert build_repository(golden, tmp_path).messages[-1] == "Lock accounts"


def test_the_seeds_of_this_repository_are_sound_and_of_many_changes():
    seeds = read_seeds(ROOT / "benchmarks" / "seeds.json")
    breaking, control = ([seed for seed in seeds if seed.kind == kind] for kind in ("breaking", "control"))

    assert len(breaking) >= 40
    assert len({(seed.repo, seed.head) for seed in breaking}) >= 20
    assert len({seed.repo for seed in breaking}) == 9
    assert {"python", "typescript", "java", "ruby", "rust"} <= {seed.language for seed in breaking}
    assert sum(seed.difficulty == "subtle" for seed in breaking) >= len(breaking) / 3
    assert len(control) >= 12
    assert all(seed.keeps for seed in control)
    assert {edit.operator for seed in seeds for edit in seed.edits} <= set(OPERATORS)
    assert not any(set(seed.breaks) & {*seed.may_break, *seed.keeps} for seed in seeds)
