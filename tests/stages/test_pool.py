"""What a change leaves behind to be shown, and what it matches."""

from builders import FEATURE, a_changed_file, a_feature, a_requirement, a_task, an_added_file
from packet_builders import CODE, a_review, many_files, reviewed

from app.domain.change import Change
from app.stages.pool import pool_of

FEATURE_DIR = reviewed(a_feature(requirements=(a_requirement(),)))


def pool(files=None, texts=None, **fields):
    return pool_of(a_review(FEATURE_DIR, files, texts, **fields), FEATURE_DIR)


def shown(one):
    return [piece.span.path for piece in one.excerpts]


def test_excerpts_are_in_the_order_of_the_files_whatever_the_order_of_the_change():
    assert shown(pool({"src/b.py": "b = 1", "src/a.py": "a = 1"})) == ["src/a.py", "src/b.py"]


def test_specs_what_tools_make_and_what_is_skipped_are_no_evidence():
    files = {
        "src/a.py": "a = 1",
        f"{FEATURE}/plan.md": "a = 1",
        "specs/002-other/spec.md": "a = 1",
        ".specify/memory/constitution.md": "a = 1",
        "package-lock.json": "{}",
        "src/huge.py": "a = 1",
    }

    assert shown(pool(files, skipped={"src/huge.py": "too large"})) == ["src/a.py"]


def test_changed_files_that_nobody_can_look_at_are_named_with_the_reason():
    skipped = {"src/huge.py": "too large", f"{FEATURE}/plan.md": "binary", "package-lock.json": "made by a tool"}

    assert pool(skipped=skipped).unread == ("src/huge.py (too large)",)


def test_no_piece_has_an_id_yet():
    assert {piece.id for piece in pool().excerpts} == {""}


def test_removed_lines_are_part_of_it():
    change = Change((a_changed_file("src/a.py", line=2, added="b = 2", removed="b = 1"),))
    one = pool({"src/a.py": "a = 1\nb = 2\nc = 3"}, change=change)

    assert "b = 1" in {piece.text for piece in one.excerpts}


def test_its_size_is_that_of_all_excerpts():
    assert pool().size == len(CODE)
    assert pool({"src/a.py": "a = 1", "src/b.py": "b = 22"}).size == len("a = 1b = 22")


def test_files_that_a_search_looks_into_are_counted_without_specs():
    paths = frozenset({"src/a.py", "src/b.py", f"{FEATURE}/spec.md", "specs/002-other/spec.md"})

    assert pool(paths=paths).searched == 2


def test_what_shares_rare_words_with_a_subject_comes_first():
    files = {"src/common.py": "items = list(items)", "src/other.py": "items = 1", "src/late.py": "late_fee = items"}
    one = pool(files)

    ranked = one.ranked(a_requirement(text="System MUST charge a late fee for items"))

    assert next(one.excerpts[place].span.path for _, place in ranked) == "src/late.py"
    assert [score for score, _ in ranked] == sorted((score for score, _ in ranked), reverse=True)


def test_what_shares_no_word_is_not_ranked():
    one = pool({"src/a.py": "alpha = 1", "src/b.py": "beta = 1"})

    assert [one.excerpts[place].span.path for _, place in one.ranked(a_requirement(text="MUST set beta"))] == [
        "src/b.py"
    ]


def test_equal_matches_are_in_the_order_of_the_files():
    one = pool({f"src/{name}.py": "beta = 1" for name in "cab"})

    assert [place for _, place in one.ranked(a_requirement(text="MUST set beta"))] == [0, 1, 2]


def test_a_long_excerpt_is_not_preferred_for_its_length():
    files = {"src/a_long.py": "beta = 1\n" + "\n".join(f"x{n} = {n}" for n in range(80)), "src/b.py": "beta = 1"}
    one = pool(files)
    _, first = one.ranked(a_requirement(text="MUST set beta"))[0]

    assert one.excerpts[first].span.path == "src/b.py"


def test_the_file_that_a_task_names_comes_first_even_without_a_common_word():
    one = pool({**many_files(5, word="citations"), "src/other.py": "unrelated = 1"})
    task = a_task("T001", "T001 Cap citations in src/other.py", paths=("src/other.py",))
    _, first = one.ranked(task)[0]

    assert one.excerpts[first].span.path == "src/other.py"


def ranked_paths(files, text, *tasks):
    requirement = a_requirement("FR-001", text)
    feature = reviewed(a_feature(requirements=(requirement,), tasks=tasks))
    one = pool_of(a_review(feature, files), feature)
    return list(dict.fromkeys(one.excerpts[place].span.path for _, place in one.ranked(requirement)))


def test_what_a_matching_file_uses_goes_before_what_matches_a_little():
    files = {
        "src/dialog.py": "from src.form import submit\nrole_dialog = revoke_role",
        "src/form.py": "def can_proceed():\n    return True",
        "src/zebra.py": "\n".join(["role = 1", *(f"other_{n} = {n}" for n in range(50))]),
    }

    assert ranked_paths(files, "The dialog MUST revoke the role") == ["src/dialog.py", "src/form.py", "src/zebra.py"]


def test_what_only_a_matching_test_uses_is_not_taken_for_what_matters():
    files = {
        "tests/test_dialog.py": "from src.form import submit\nrole_dialog = revoke_role",
        "src/form.py": "def can_proceed():\n    return True",
    }

    assert ranked_paths(files, "The dialog MUST revoke the role") == ["tests/test_dialog.py"]


def test_a_test_that_the_task_list_names_goes_behind_the_code():
    task = a_task("T001", "T001 Test that `FR-001` holds", paths=("tests/test_it.py",), cites=("FR-001",))
    files = {"src/fee.py": "late_fee = 5", "tests/test_it.py": "assert True", "src/a.py": "x = 1", "src/b.py": "x = 1"}

    assert ranked_paths(files, "MUST charge a late fee", task) == ["src/fee.py", "tests/test_it.py"]


def test_a_task_finds_the_test_that_it_names_first():
    one = pool({"src/fee.py": "late_fee = 5", "tests/test_late.py": "late_fee == 5"})
    task = a_task("T001", "T001 Test the late fee in tests/test_late.py", paths=("tests/test_late.py",))

    assert one.excerpts[one.ranked(task)[0][1]].span.path == "tests/test_late.py"


def test_a_place_that_was_cut_in_excerpts_still_holds_its_words_together():
    lines = ["alpha = 1", *["x = 1"] * 40, "beta = 1", *["y = 1"] * 40]
    one = pool({"src/a.py": "\n".join(lines), "src/b.py": "gamma = 1"})

    assert len(one.excerpts) > 2
    assert one.coverage(a_requirement(text="alpha beta")) == 1.0
    assert one.coverage(a_requirement(text="alpha gamma")) == 0.5


def test_coverage_is_the_largest_share_of_the_words_that_one_excerpt_holds():
    one = pool({"src/a.py": "alpha = beta", "src/b.py": "gamma = 1"})

    assert one.coverage(a_requirement(text="alpha beta gamma delta")) == 0.5
    assert one.coverage(a_requirement(text="MUST")) == 0.0
    assert one.share(set()) == 0.0


def test_an_empty_change_holds_nothing():
    one = pool(change=Change(()))

    assert (one.excerpts, one.size, one.ranked(a_requirement())) == ((), 0, [])


UNCHANGED = {
    "src/limits.py": "MAX_ITEMS = 5\n\n\nclass Desk:\n    most = MAX_ITEMS\n\n    def book(self):\n        return 1\n"
}


def test_what_used_files_define_is_known_by_its_name():
    defined = pool(texts=UNCHANGED, used=frozenset(UNCHANGED)).defined

    assert set(defined) == {"MAX_ITEMS", "Desk", "book"}
    assert defined["Desk"].text == "class Desk:\n    most = MAX_ITEMS\n\n    def book(self):\n        return 1"
    assert defined["Desk"].note == "unchanged, defines `Desk`, which the change uses"
    assert (defined["Desk"].side, defined["Desk"].span.first, defined["Desk"].span.last) == ("code", 4, 8)


def test_what_no_changed_file_uses_is_not_known():
    assert pool(texts=UNCHANGED).defined == {}


def test_a_name_that_two_files_define_is_ambiguous():
    texts = {**UNCHANGED, "src/other.py": "class Desk:\n    pass\n"}

    assert "Desk" not in pool(texts=texts, used=frozenset(texts)).defined


def test_short_names_and_the_contracts_of_the_feature_are_left_out():
    texts = {"src/io.py": "def run():\n    pass\n", f"{FEATURE}/contracts/api.ts": "export class Answer {\n}\n"}

    assert pool(texts=texts, used=frozenset(texts)).defined == {}


def test_a_used_file_that_could_not_be_read_defines_nothing():
    assert pool(used=frozenset({"src/gone.py"})).defined == {}


def test_a_new_file_is_no_unchanged_one():
    added = an_added_file("src/answers.py", tuple(CODE.split("\n")))

    assert [piece.note for piece in pool(change=Change((added,))).excerpts] == ["new file"]
