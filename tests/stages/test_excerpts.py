from builders import a_changed_file, an_added_file

from app.domain.change import ChangedFile, Hunk, Line
from app.domain.paths import is_noise
from app.stages.excerpts import changed_excerpts, excerpt_around, excerpt_of

MODULE = "\n".join(["import os", "", "class Store:", *[f"    line_{n} = {n}" for n in range(4, 60)]])


def test_a_new_file_is_shown_whole():
    (excerpt,) = changed_excerpts(an_added_file(lines=("a = 1", "b = 2")), "a = 1\nb = 2")

    assert (excerpt.text, excerpt.span.first, excerpt.span.last, excerpt.note) == ("a = 1\nb = 2", 1, 2, "new file")


def test_a_change_is_shown_with_the_definition_that_holds_it():
    excerpts = list(changed_excerpts(a_changed_file(line=30, removed="    line_30 = 3"), MODULE))

    assert excerpts[0].text.startswith("class Store:")
    assert excerpts[0].span.first == 3


def test_a_change_is_shown_down_to_the_end_of_the_definition():
    body = [f"    step_{n}()" for n in range(4, 40)]
    text = "\n".join(["import os", "", "def run():", *body, "", "", *[f"other_{n} = {n}" for n in range(30)]])

    excerpts = list(changed_excerpts(a_changed_file(line=10, removed="    step_10(1)"), text))

    assert (excerpts[0].span.first, excerpts[0].span.last) == (2, 39)


def test_of_a_long_definition_no_more_is_shown_than_ninety_lines():
    text = "\n".join(["class Store:", *[f"    line_{n} = {n}" for n in range(2, 400)]])

    shown = [one for one in changed_excerpts(a_changed_file(line=10), text) if "removes" not in one.note]

    assert (shown[0].span.first, shown[-1].span.last) == (1, 90)


def test_what_is_no_longer_than_sixty_lines_stays_together():
    text = "\n".join(["def one():", *[f"    step_{n}()" for n in range(2, 30)], "", *["x = 1"] * 30])

    assert [one.span.last for one in changed_excerpts(ChangedFile("a.py", "added"), text)] == [60]


def test_a_longer_change_is_cut_before_what_stands_furthest_left():
    function = ["def act():", "    first()", "", "    second()", *["    more()"] * 12, "", "    last()", ""]
    text = "\n".join(function * 5)

    excerpts = list(changed_excerpts(ChangedFile("a.py", "added"), text))

    assert {one.text.split("\n")[0] for one in excerpts} == {"def act():"}
    assert [one.span.last for one in excerpts] == [19, 38, 57, 76, 95]


def test_where_no_line_is_blank_excerpts_are_of_about_thirty_lines():
    text = "\n".join(f"x{n} = {n}" for n in range(1, 101))

    assert [one.span.last for one in changed_excerpts(ChangedFile("a.py", "added"), text)] == [31, 62, 93, 100]


def test_a_definition_is_an_excerpt_of_its_own():
    one = excerpt_of("a.py", "import os\n\n\nclass Store:\n    limit = 5\n\n\nclass Other:\n    pass\n", 4, "used")

    assert (one.text, one.span.first, one.span.last, one.note) == ("class Store:\n    limit = 5", 4, 5, "used")


def test_of_a_definition_without_end_ninety_lines_are_shown():
    one = excerpt_of("a.py", "class Store:\n" + "    x = 1\n" * 200, 1, "used")

    assert one.span.last == 90


def test_every_excerpt_holds_exactly_the_lines_of_its_span():
    lines = MODULE.split("\n")

    for excerpt in changed_excerpts(a_changed_file(line=30), MODULE):
        if "removes" not in excerpt.note:
            assert excerpt.text == "\n".join(lines[excerpt.span.first - 1 : excerpt.span.last])


def test_removed_lines_are_shown_with_their_numbers_at_the_merge_base():
    removed = [
        one for one in changed_excerpts(a_changed_file(line=30, removed="limit = 5"), MODULE) if "removes" in one.note
    ]

    assert [(one.text, one.span.first) for one in removed] == [("limit = 5", 30)]


def test_a_long_new_file_is_cut_at_blank_lines_and_nothing_is_lost():
    text = "\n".join("" if n % 10 == 0 else f"x{n} = {n}" for n in range(1, 400))
    excerpts = list(changed_excerpts(ChangedFile("a.py", "added"), text))

    assert max(excerpt.span.last - excerpt.span.first + 1 for excerpt in excerpts) <= 31
    assert "\n".join(excerpt.text for excerpt in excerpts) == text


def test_neighbouring_places_make_one_excerpt():
    excerpts = list(excerpt_around("a.py", MODULE + "\n" * 9, [10, 14, 50], "found"))

    assert [(one.span.first, one.span.last) for one in excerpts] == [(2, 22), (42, 58)]


def test_a_short_file_is_shown_whole():
    (excerpt,) = excerpt_around("a.py", MODULE, [10], "found")

    assert excerpt.text == MODULE


def test_a_file_that_ends_before_the_hunk_does_not_break():
    hunk = Hunk(90, 1, 90, 1, "", (Line("added", None, 90, "x"),))

    assert list(changed_excerpts(ChangedFile("a.py", "modified", hunks=(hunk,)), "one\ntwo"))


def test_files_made_by_tools_are_noise():
    assert is_noise("web/package-lock.json")
    assert is_noise("static/app.min.js")
    assert not is_noise("src/app.js")
