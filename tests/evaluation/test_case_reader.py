import json

import jsonschema
import pytest
import yaml
from evaluation_case import CASE

from app.evaluation.__main__ import SCHEMA, main, schema
from app.evaluation.case import Case
from app.evaluation.case_reader import read_case, read_cases
from app.ports import NotFound


def problems(folder):
    case, found = read_case(folder)
    if found:
        assert case is None or found
    return [(problem.line, problem.message) for problem in found]


def line_of(text, start):
    return next(number for number, line in enumerate(text.split("\n"), start=1) if line.strip().startswith(start))


def test_a_case_has_the_files_of_both_sides(write_case):
    golden, found = read_case(write_case(files={"base/old.py": "x = 1\n"}, case=CASE + "deleted: [old.py]\n"))

    assert found == ()
    assert sorted(golden.base) == ["old.py", "specs/001-login/spec.md", "specs/001-login/tasks.md"]
    assert sorted(golden.head) == ["specs/001-login/spec.md", "specs/001-login/tasks.md", "src/login.py"]
    assert golden.case.answer("FR-001") == "met"
    assert golden.case.answer("FR-002") == "not_claimed"
    assert golden.case.answer("FR-009") is None


@pytest.mark.parametrize(
    ("old", "new", "start", "message"),
    [
        ("language: python", "language: cobol", "language", "Wrong value `cobol` of `language`"),
        ("    answer: met\n    reason: Five", "    answer: maybe\n    reason: Five", "answer", "Wrong value `maybe` of `gold.FR-001.answer`"),
        ("    reason: Five attempts lock the account\n", "", "FR-001", "`gold.FR-001` has no `reason`"),
        ("title: Accounts are locked\n", "", "language", "The case has no `title`"),
        ("difficulty:", "dificulty:", "dificulty", "Unknown key `dificulty`"),
        ('"src/login.py:1"', '"src/login.py"', "code", "Wrong value `src/login.py` of `gold.FR-001.code[0]`"),
        ('"src/login.py:1"', '"src/logon.py:1"', "code", "There is no file `src/logon.py` at head (`FR-001`)"),
        ('"src/login.py:1"', '"src/login.py:6-9"', "code", "`src/login.py` has lines 1 to 5, not 6 to 9 (`FR-001`)"),
        ('"src/login.py:1"', '"src/login.py:2-3"', "code", "Lines 2 to 3 of `src/login.py` are blank (`FR-001`)"),
        ('    code: ["src/login.py:1", "src/login.py:4-5"]\n', "", "FR-001", "`FR-001` is `met` without `code`"),
        ("T002]", "T002, FR-001]", "not_claimed", "`FR-001` has a gold answer already"),
        ("T002]", "T002, FR-002]", "not_claimed", "`FR-002` is listed twice"),
        ("specs/001-login\n", "specs/002-login\n", "feature", "`specs/002-login` is in neither `base/` nor `change/`"),
        ("check: success", "check: failure", "check", "The check fails and nothing is wrong"),
        ("check: success", "check: success\ndeleted: [a.py]", "deleted", "`a.py` is not in `base/`"),
        ("readers: [ana, bo]", "readers: []", "readers", "`readers` is empty"),
        ("readers: [ana, bo]", "readers: [ana, bo]\ntitle: Again", "title: Again", "Key `title` is given twice"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(write_case, old, new, start, message):
    text = CASE.replace(old, new, 1)
    assert text != CASE

    found = problems(write_case(case=text))

    assert (line_of(text, start) if start != "language" or "cobol" in new else 1, message) in found


def test_a_gold_answer_needs_no_code_where_nothing_proves_it(write_case):
    text = CASE.replace("answer: met\n    reason: Five", "answer: unsure\n    reason: Five", 1)
    text = text.replace('    code: ["src/login.py:1", "src/login.py:4-5"]\n', "", 1)
    assert problems(write_case(case=text)) == []


def test_broken_yaml_and_broken_bytes_are_told(write_case):
    assert problems(write_case(case="title: [\n"))[0][1].startswith("YAML cannot be read")
    folder = write_case("other")
    (folder / "case.yml").write_bytes(b"title: \xff")
    assert problems(folder)[0][1].startswith("It cannot be read")
    assert problems(write_case("list", case="- a\n")) == [(1, "The file is no set of keys")]


def test_a_case_without_a_base_or_without_a_change_is_told(write_case):
    folder = write_case(case=CASE.replace("src/login.py", "specs/001-login/spec.md"))
    for file in [*(folder / "change").rglob("*.md"), *(folder / "change").rglob("*.py")]:
        file.unlink()
    assert (1, "The change is empty") in problems(folder)
    for file in (folder / "base").rglob("*.md"):
        file.unlink()
    assert (1, "There is no file in `base/`") in problems(folder)


def test_links_and_caches_are_no_files_of_a_case(write_case, tmp_path):
    folder = write_case(files={"change/src/__pycache__/login.pyc": "x"})
    (tmp_path / "secret").write_text("secret")
    (folder / "change" / "link.txt").symlink_to(tmp_path / "secret")

    golden, _ = read_case(folder)

    assert "link.txt" not in golden.head
    assert not any("__pycache__" in path for path in golden.head)


def test_a_huge_file_is_told(write_case):
    folder = write_case(files={"base/big.txt": "x" * 400_001})
    assert problems(folder) == [(1, "`big.txt` has 400001 bytes")]


def test_cases_are_found_by_name_and_none_is_an_error(write_case, tmp_path):
    write_case("py-b"), write_case("py-a"), write_case("go-c")
    folder = tmp_path / "cases"

    assert [case.name for case in read_cases(folder).cases] == ["go-c", "py-a", "py-b"]
    assert [case.name for case in read_cases(folder, "py-*").cases] == ["py-a", "py-b"]
    assert [case.name for case in read_cases(folder / "go-c").cases] == ["go-c"]
    with pytest.raises(NotFound, match="No case below"):
        read_cases(folder, "rust-*")
    with pytest.raises(NotFound, match="There is no folder"):
        read_cases(tmp_path / "none")


def test_a_wrong_case_does_not_hide_the_others(write_case, tmp_path):
    write_case("a"), write_case("b", case=CASE.replace("python", "cobol"))
    read = read_cases(tmp_path / "cases")

    assert [case.name for case in read.cases] == ["a"]
    assert [str(problem).split(": ", 1)[0].endswith("b/case.yml:2") for problem in read.problems] == [True]


def test_the_published_schema_is_up_to_date_and_takes_what_the_model_takes(tmp_path, capsys):
    assert SCHEMA.read_text("utf-8") == schema(), "run `python -m app.evaluation --write`"
    jsonschema.validate(yaml.safe_load(CASE), json.loads(schema()))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(CASE.replace("python", "cobol")), json.loads(schema()))

    assert main(["--check"], tmp_path / "case.v1.json") == 1
    assert "is not what the model says" in capsys.readouterr().err
    assert main(["--write"], tmp_path / "case.v1.json") == 0
    assert main(["--check"], tmp_path / "case.v1.json") == 0


def test_every_key_of_a_case_is_in_the_readme_of_the_cases():
    readme = (SCHEMA.parents[2] / "tests" / "golden" / "README.md").read_text("utf-8")
    for key in Case.model_fields:
        assert key == "version" or f"`{key}`" in readme, key
