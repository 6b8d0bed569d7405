"""What bears on a question, whichever request it is asked in."""

import pytest
from builders import FEATURE, a_feature, a_requirement, a_reviewed_feature, a_story, a_task
from packet_builders import a_bearing, a_piece, a_review, borne, many_files, reviewed

from app.domain.claim import Claim
from app.domain.repository import Hit
from app.stages.bearing import closest
from app.stages.triage import trace

REQUIREMENT = a_requirement("FR-001", "System MUST reject blank questions via `ApiModel`")


def about(requirement=REQUIREMENT, **fields):
    """What bears on one claimed requirement."""
    return borne(a_review(reviewed(a_feature(requirements=(requirement,)), requirement.key), **fields))[requirement.key]


def paths(pieces):
    return [piece.span.path for piece in pieces]


def unchanged(bearing):
    return [piece for piece in bearing.rest if piece.side == "code"]


def test_claimed_subjects_come_first_then_touched_ones_then_what_the_change_takes_back():
    base = a_feature(requirements=(a_requirement("FR-001", "mail every invoice"), a_requirement("FR-004", "MUST lock")))
    head = a_feature(
        requirements=(a_requirement("FR-002", "max citations answer"), a_requirement("FR-003", "print labels")),
        tasks=(a_task("T001"),),
    )
    feature = reviewed(head, "T001", base=base)

    found = borne(a_review(feature))

    assert [(key, one.question.claimed) for key, one in found.items()][:2] == [("T001", True), ("FR-002", False)]
    assert all(key.endswith("(before)") for key in list(found)[2:])
    assert "FR-004 (before)" in found
    assert "FR-003" not in found


def test_an_unclaimed_scenario_or_task_is_not_asked_about():
    head = a_feature(stories=(a_story(),), tasks=(a_task("T001", "T001 max citations answer", done=False),))

    assert borne(a_review(reviewed(head))) == {}


def test_of_many_touched_subjects_the_best_matching_ones_are_asked_about():
    weak = [a_requirement(f"FR-{n:03}", "max citations of every sort") for n in range(1, 20)]
    strong = [a_requirement(f"FR-{n:03}", "max citations answer") for n in range(20, 32)]

    found = borne(a_review(reviewed(a_feature(requirements=(*weak, *strong)))))

    assert list(found) == [one.key for one in strong]


def test_code_that_matches_well_is_near_and_the_rest_is_background():
    files = {
        "src/a.py": "blank_question = reject(question)",
        "src/b.py": "def one():\n    return question\n" + "\n".join(f"x{n} = {n}" for n in range(40)),
        "src/c.py": "unrelated = 1",
    }

    bearing = about(a_requirement("FR-001", "System MUST reject a blank question"), files=files)

    assert paths(bearing.code) == ["src/a.py", "src/b.py", "src/c.py"]
    assert bearing.near == 1


def test_at_most_sixteen_pieces_are_near():
    files = {f"src/m{n:02}.py": "reject_blank_questions = 1" for n in range(20)}

    bearing = about(files=files)

    assert (len(bearing.code), bearing.near) == (20, 16)


def test_no_more_code_bears_on_a_question_than_fits():
    bearing = about(files=many_files(40, 60, "questions"))

    assert 10_000 < sum(len(piece.text) for piece in bearing.code) <= 12_000


def test_a_piece_that_does_not_fit_leaves_room_for_smaller_ones():
    files = {"src/a.py": "reject_blank_questions = '" + "x" * 13_000 + "'", "src/b.py": "questions = 1"}

    assert paths(about(files=files).code) == ["src/b.py"]


def test_what_matches_nothing_has_no_code_near_and_none_at_all_where_the_change_is_large():
    mail = a_requirement("FR-001", "System MUST mail every invoice")
    small, large = about(mail), about(mail, files=many_files(40, 60, "questions"))

    assert (paths(small.code), small.near) == (["src/answers.py"], 0)
    assert (large.code, large.near) == ((), 0)


def test_the_lines_of_the_spec_are_shown_and_so_are_the_ticked_tasks_that_claim_it():
    task = a_task("T001", "T001 Reject blank questions", cites=("FR-001",), line=7)
    head = a_feature(requirements=(REQUIREMENT,), tasks=(task,))
    feature = a_reviewed_feature(head, claims=(Claim("FR-001", "ticked", "`T001` cites `FR-001`"),))
    bearing = borne(a_review(feature))["FR-001"]

    assert [(piece.side, piece.text) for piece in bearing.rest] == [
        ("spec", "line 10 of the spec"),
        ("claim", "line 7 of the spec"),
    ]


def test_unchanged_files_found_by_search_are_shown_and_the_search_is_recorded():
    hits = {"ApiModel": (Hit("src/schema.py", 2, "class ApiModel:"),)}
    bearing = about(texts={"src/schema.py": "import x\nclass ApiModel:\n    strip = True"}, hits=hits)

    (piece,) = unchanged(bearing)

    assert (piece.span.path, piece.note) == ("src/schema.py", "unchanged, found by search")
    assert "class ApiModel:" in piece.text
    assert bearing.searched[0] == "ApiModel: src/schema.py (1)"
    assert "question: nowhere" in bearing.searched


@pytest.mark.parametrize("path", ["docs/api.md", "README.rst", "notes.txt", ".github/workflows/ci.yml"])
def test_prose_that_a_search_finds_is_recorded_and_not_shown(path):
    bearing = about(texts={path: "ApiModel rejects blank questions"}, hits={"ApiModel": (Hit(path, 1, "ApiModel"),)})

    assert unchanged(bearing) == []
    assert bearing.searched[0] == f"ApiModel: {path} (1)"


@pytest.mark.parametrize("path", [f"{FEATURE}/spec.md", "specs/002-other/spec.md", ".specify/memory/constitution.md"])
def test_a_spec_that_a_search_finds_does_not_count(path):
    bearing = about(texts={path: "ApiModel"}, hits={"ApiModel": (Hit(path, 1, "ApiModel"),)})

    assert unchanged(bearing) == []
    assert bearing.searched[0] == "ApiModel: nowhere"


def test_what_a_search_finds_in_code_that_is_shown_is_not_shown_twice():
    files = {"src/answers.py": "class ApiModel:\n    reject_blank_questions = 1"}
    bearing = about(files=files, hits={"ApiModel": (Hit("src/answers.py", 1, "class ApiModel:"),)})

    assert unchanged(bearing) == []
    assert bearing.searched[0] == "ApiModel: src/answers.py (1)"


def test_a_file_that_few_terms_lead_to_is_less_telling_than_one_that_a_rare_term_leads_to():
    common = tuple(Hit(f"src/c{n}.py", 1, "question") for n in range(9))
    hits = {"question": common, "ApiModel": (Hit("src/rare.py", 1, "ApiModel"),)}
    texts = {hit.path: "x = 1" for found in hits.values() for hit in found}

    shown = paths(unchanged(about(texts=texts, hits=hits)))

    assert (shown[0], len(shown)) == ("src/rare.py", 3)


def test_the_name_of_a_file_makes_no_line_of_the_record():
    path = "src/a.py\nquestion: src/real.py (17)\u202e"
    hits = {"ApiModel": (Hit(path, 1, "ApiModel"),)}

    assert about(hits=hits).searched[0] == r"ApiModel: src/a.py\nquestion: src/real.py (17)\u202e (1)"


def test_a_term_that_stands_in_many_files_names_some_and_counts_the_rest():
    hits = {"ApiModel": tuple(Hit(f"src/f{n}.py", 1, "ApiModel") for n in range(9))}

    assert about(hits=hits).searched[0].endswith("src/f5.py (1) and 3 more files")


def test_definitions_that_the_closest_code_names_are_shown_the_most_telling_first():
    files = {
        "src/answers.py": "from limits import Gadget, BlankGuard\nreject_blank_questions(Gadget, Gadget, BlankGuard)"
    }
    texts = {
        "src/limits.py": "class Gadget:\n    size = 1\n\n\nclass BlankGuard:\n    on = True\n\n\nclass Unnamed:\n    on = 1\n"
    }

    bearing = about(files=files, texts=texts, used=frozenset(texts))

    assert [piece.text.split("\n")[0] for piece in unchanged(bearing)] == ["class BlankGuard:", "class Gadget:"]


def test_definitions_take_no_more_room_than_there_is():
    body = "\n".join(f"    field_{n} = {n}" for n in range(80))
    texts = {f"src/d{n}.py": f"class Thing{n}:\n{body}\n" for n in range(8)}
    files = {"src/answers.py": "reject_blank_questions(" + ", ".join(f"Thing{n}" for n in range(8)) + ")"}

    bearing = about(files=files, texts=texts, used=frozenset(texts))

    assert 2_000 < sum(len(piece.text) for piece in unchanged(bearing)) <= 5_000


def test_a_definition_that_only_background_names_is_not_shown():
    files = {
        "src/a.py": "reject_blank_questions = 1",
        "src/b.py": "question = Gadget()\n" + "\n".join(f"other_{n} = {n}" for n in range(50)),
    }
    texts = {"src/limits.py": "class Gadget:\n    size = 1\n"}

    bearing = about(files=files, texts=texts, used=frozenset(texts))

    assert paths(bearing.code) == ["src/a.py", "src/b.py"]
    assert unchanged(bearing) == []


def test_the_old_version_of_a_requirement_is_shown_no_document_of_head():
    base = a_feature(requirements=(a_requirement("FR-001", "System MUST cap citations"),))
    bearing = borne(a_review(reviewed(a_feature(), base=base)))["FR-001 (before)"]

    assert [piece.side for piece in bearing.rest] == []
    assert paths(bearing.code) == ["src/answers.py"]


NEAR, CITED, FAR = a_piece("near = 1"), a_piece("cited = 1", "src/b.py"), a_piece("far = 1", "src/c.py")
SPEC = a_piece("- FR-001", f"{FEATURE}/spec.md", "spec")
HELPER = a_piece("class Helper:", "src/helper.py", note="unchanged")


def test_asked_again_it_is_shown_what_is_near_and_what_was_quoted():
    bearing = a_bearing(REQUIREMENT, (NEAR, CITED, FAR), near=2, rest=(SPEC, HELPER), searched=("x: nowhere",))

    brief = closest(bearing, frozenset({trace(CITED)}))

    assert brief.code == (CITED, NEAR)
    assert brief.near == 2
    assert brief.rest == (SPEC,)
    assert brief.searched == ()


def test_asked_again_unchanged_code_is_shown_where_it_was_quoted():
    bearing = a_bearing(REQUIREMENT, (NEAR,), rest=(SPEC, HELPER))

    assert closest(bearing, frozenset({trace(HELPER)})).rest == (SPEC, HELPER)


def test_asked_again_no_more_is_shown_than_fits_but_for_what_was_quoted():
    long = [a_piece(f"x{n} = '{'y' * 1_990}'", f"src/long{n}.py") for n in range(6)]

    assert len(closest(a_bearing(REQUIREMENT, long), frozenset()).code) == 2
    assert len(closest(a_bearing(REQUIREMENT, long), frozenset(trace(one) for one in long[:4])).code) == 4


def test_what_bears_on_a_question_depends_on_nothing_else_that_is_asked():
    other = a_requirement("FR-002", "System MUST cap citations", line=30)
    alone = borne(a_review(reviewed(a_feature(requirements=(REQUIREMENT, other)), "FR-001")))["FR-001"]
    both = borne(a_review(reviewed(a_feature(requirements=(REQUIREMENT, other)), "FR-001", "FR-002")))["FR-001"]

    assert alone == both
