"""Which questions share a request, and on which evidence they are asked."""

import pytest
from builders import FEATURE, a_feature, a_requirement, a_span, a_task
from packet_builders import CODE, SPEC, a_bearing, a_piece, a_review, asked, keys, many_files, reviewed

from app.domain.repository import Hit
from app.rules.counterparts import before
from app.stages.packets import SHARED_BUDGET, own_packet, packets
from app.stages.pool import Pool


def requirements(number, text="System MUST cap max citations of an answer"):
    return tuple(a_requirement(f"FR-{n:03}", f"{text} {n}", line=n) for n in range(1, number + 1))


def a_pool(*pieces, searched=3):
    return Pool(excerpts=pieces, searched=searched)


def sides(packet):
    return [piece.side for piece in packet.evidence]


def code_of(packet):
    return [piece for piece in packet.evidence if piece.side == "code"]


def long_piece(number, length=9_000):
    return a_piece("x" * length, f"src/m{number:02}.py")


def test_many_questions_share_one_request():
    head = a_feature(requirements=requirements(5))

    assert keys(asked(a_review(reviewed(head, *(one.key for one in head.requirements))))) == [
        ["FR-001", "FR-002", "FR-003", "FR-004", "FR-005"]
    ]


@pytest.mark.parametrize(
    ("number", "together", "sizes"), [(8, 8, [8]), (9, 8, [4, 5]), (20, 8, [6, 7, 7]), (3, 1, [1, 1, 1])]
)
def test_questions_are_spread_evenly_over_as_few_requests_as_hold_them(number, together, sizes):
    head = a_feature(requirements=requirements(number))
    made = asked(a_review(reviewed(head, *(one.key for one in head.requirements))), together)

    assert [len(packet.questions) for packet in made] == sizes
    assert [key for group in keys(made) for key in group] == [one.key for one in head.requirements]


def test_all_requests_about_a_small_change_begin_with_the_same_evidence():
    head = a_feature(requirements=requirements(20))
    made = asked(a_review(reviewed(head, *(one.key for one in head.requirements))))
    first = made[0]

    assert len(made) == 3
    assert first.shared == len(first.evidence) - 1
    assert {packet.evidence[: packet.shared] for packet in made} == {first.evidence[: first.shared]}
    assert {sides(packet)[-1] for packet in made} == {"search"}


def test_tasks_come_behind_the_requirements_those_of_a_story_together():
    tasks = tuple(a_task(f"T00{n}", f"T00{n} Cap max citations", story=f"US{n % 2}", line=n) for n in range(1, 5))
    head = a_feature(requirements=requirements(2), tasks=tasks)
    made = asked(a_review(reviewed(head, *(one.key for one in head.subjects))), 2)

    assert keys(made) == [["FR-001", "FR-002"], ["T002", "T004"], ["T001", "T003"]]


def test_evidence_ids_are_unique_and_the_change_comes_first():
    head = a_feature(requirements=requirements(1))
    (packet,) = asked(a_review(reviewed(head, "FR-001")))

    assert [piece.id for piece in packet.evidence] == [f"E{n}" for n in range(1, len(packet.evidence) + 1)]
    assert packet.evidence[0].text == CODE
    assert sides(packet) == ["code", "spec", "search"]
    assert (packet.feature, packet.omitted) == (FEATURE, ())


def test_every_piece_of_the_spec_holds_exactly_its_lines_and_comes_once():
    head = a_feature(requirements=requirements(4))
    (packet,) = asked(a_review(reviewed(head, *(one.key for one in head.requirements))))
    spoken = [piece for piece in packet.evidence if piece.side == "spec"]

    assert len(spoken) == len({piece.span for piece in spoken}) == 4
    for piece in spoken:
        assert piece.text == "\n".join(SPEC.split("\n")[piece.span.first - 1 : piece.span.last])


def test_the_record_of_the_search_names_the_terms_of_its_questions_once():
    head = a_feature(requirements=requirements(3))
    hits = {"citation": (Hit("src/answers.py", 2, "max_citations"),)}
    (packet,) = asked(a_review(reviewed(head, *(one.key for one in head.requirements)), hits=hits))
    record = packet.evidence[-1].text.split("\n")

    assert record[0] == "1 files at head, specs left out, were searched for each of these, literally, in any case:"
    assert record.count("citation: src/answers.py (1)") == 1
    assert packet.evidence[-1].span.last == len(record)


def test_questions_that_were_searched_for_nothing_have_no_record():
    (packet,) = packets([a_bearing(a_requirement(), (a_piece(),))], a_pool(a_piece()), 8)

    assert sides(packet) == ["code"]


def test_the_old_version_of_a_requirement_is_never_in_one_request_with_the_new_one():
    new, old = a_requirement("FR-001"), before(a_requirement("FR-001"))
    piece = a_piece()
    made = packets([a_bearing(old, (piece,)), a_bearing(new, (piece,))], a_pool(piece), 8)

    assert keys(made) == [["FR-001"], ["FR-001 (before)"]]


def test_nothing_to_ask_makes_no_request():
    assert packets([], a_pool(a_piece()), 8) == ()


def test_a_small_change_is_shown_to_a_question_on_which_none_of_it_seems_to_bear():
    head = a_feature(requirements=(a_requirement("FR-001", "Das System MUSS Zitate begrenzen"),))
    (packet,) = asked(a_review(reviewed(head, "FR-001")))

    assert [piece.text for piece in code_of(packet)] == [CODE]


def test_what_bears_on_no_question_of_a_large_change_is_left_out_and_named():
    head = a_feature(requirements=(a_requirement("FR-001", "System MUST cap max citations"),))
    files = {"src/answers.py": CODE, **many_files(12, 80, "unrelated")}
    (packet,) = asked(a_review(reviewed(head, "FR-001"), files))

    assert [piece.span.path for piece in code_of(packet)] == ["src/answers.py"]
    assert packet.shared == 0
    assert list(packet.omitted) == [f"src/m{n:02}.py:1" for n in range(12)]


def test_a_changed_file_that_nobody_can_look_at_is_named_to_every_question():
    head = a_feature(requirements=requirements(9))
    made = asked(
        a_review(reviewed(head, *(one.key for one in head.requirements)), skipped={"src/huge.py": "too large"})
    )

    assert [packet.omitted for packet in made] == [("src/huge.py (too large)",)] * 2


def test_of_very_many_places_that_are_left_out_some_are_named_and_the_rest_counted():
    near = a_piece()
    pool = a_pool(near, *(a_piece("x" * 1_500, f"src/m{n:02}.py") for n in range(40)))
    (packet,) = packets([a_bearing(a_requirement(), (near,))], pool, 8)

    assert len(packet.omitted) == 31
    assert packet.omitted[-1] == "and 10 more places"


def test_where_the_change_does_not_fit_questions_on_the_same_code_go_together():
    pieces = [long_piece(n) for n in range(8)]
    subjects = requirements(4)
    bearings = [
        a_bearing(subjects[0], pieces[:3]),
        a_bearing(subjects[1], pieces[4:7]),
        a_bearing(subjects[2], pieces[:3]),
        a_bearing(subjects[3], pieces[4:8]),
    ]
    made = packets(bearings, a_pool(*pieces), 2)

    assert sum(len(piece.text) for piece in pieces) > SHARED_BUDGET
    assert keys(made) == [["FR-001", "FR-003"], ["FR-002", "FR-004"]]
    assert [len(code_of(packet)) for packet in made] == [3, 4]


def test_a_request_holds_no_more_code_than_fits_however_few_its_questions():
    pieces = [long_piece(n) for n in range(12)]
    bearings = [a_bearing(one, pieces[n : n + 1]) for n, one in enumerate(requirements(12))]
    made = packets(bearings, a_pool(*pieces), 12)

    assert len(made) == 3
    assert max(sum(len(piece.text) for piece in code_of(packet)) for packet in made) <= 40_000


def test_every_question_is_asked_exactly_once():
    pieces = [long_piece(n) for n in range(12)]
    bearings = [a_bearing(one, pieces[n % 5 : n % 5 + 3]) for n, one in enumerate(requirements(30))]
    made = packets(bearings, a_pool(*pieces), 8)

    assert sorted(key for group in keys(made) for key in group) == [one.key for one in requirements(30)]
    assert max(len(packet.questions) for packet in made) <= 8


def test_code_is_in_the_order_of_the_files_and_each_piece_comes_once():
    pieces = [long_piece(n) for n in range(7)]
    first, second = requirements(2)
    (packet,) = packets(
        [a_bearing(first, (pieces[2], pieces[0])), a_bearing(second, (pieces[1], pieces[0]))], a_pool(*pieces), 8
    )

    assert [piece.span.path for piece in code_of(packet)] == ["src/m00.py", "src/m01.py", "src/m02.py"]


def test_unchanged_code_is_shown_in_turns_as_far_as_there_is_room():
    first, second = requirements(2)
    of = {name: [a_piece("y" * 5_000, f"lib/{name}{n}.py") for n in range(3)] for name in "ab"}
    near = a_piece()
    bearings = [a_bearing(first, (near,), rest=of["a"]), a_bearing(second, (near,), rest=of["b"])]
    (packet,) = packets(bearings, a_pool(near), 8)

    assert [piece.span.path for piece in code_of(packet)] == ["src/answers.py", "lib/a0.py", "lib/b0.py"]


def test_unchanged_code_that_is_shown_already_is_not_shown_again():
    whole = a_piece("\n".join("abcdef"), "src/a.py")
    within = a_piece("c\nd", "src/a.py", first=3)
    (packet,) = packets([a_bearing(a_requirement(), (whole,), rest=(within,))], a_pool(whole), 8)

    assert [piece.text for piece in code_of(packet)] == [whole.text]


def test_what_the_author_says_stands_behind_the_spec():
    claim = a_piece("- [x] T001", f"{FEATURE}/tasks.md", "claim")
    spec = a_piece("- FR-002", f"{FEATURE}/spec.md", "spec")
    first, second = requirements(2)
    near = a_piece()
    bearings = [a_bearing(first, (near,), rest=(claim,)), a_bearing(second, (near,), rest=(spec,))]
    (packet,) = packets(bearings, a_pool(near), 8)

    assert sides(packet) == ["code", "spec", "claim"]


def test_a_second_reader_of_a_large_change_is_shown_what_bears_on_the_question_and_what_was_quoted():
    near, other, quoted = long_piece(1), long_piece(2), long_piece(3)
    unchanged = a_piece("class Helper:", "lib/helper.py")
    bearing = a_bearing(a_requirement(), (near,), searched=("x: nowhere",))
    packet = own_packet(bearing, a_pool(near, other, quoted), (quoted, unchanged, a_piece("- FR", side="spec")))

    assert [piece.span.path for piece in packet.evidence] == ["src/m01.py", "src/m03.py", "lib/helper.py", "."]
    assert packet.omitted == ("src/m02.py:1",)
    assert [one.subject.key for one in packet.questions] == ["FR-001"]


def test_a_second_reader_of_a_small_change_is_shown_all_of_it():
    near, other = a_piece(), a_piece("other = 1", "src/other.py")
    packet = own_packet(a_bearing(a_requirement(), (near,)), a_pool(near, other))

    assert packet.evidence[0].text == near.text
    assert [piece.span.path for piece in packet.evidence] == ["src/answers.py", "src/other.py"]
    assert packet.omitted == ()


def test_requests_are_the_same_whatever_the_order_of_the_files():
    head = a_feature(requirements=requirements(2))
    files = {"src/answers.py": CODE, "src/b.py": "max_citations = 9"}
    turned = dict(reversed(files.items()))
    feature = reviewed(head, "FR-001", "FR-002")

    assert asked(a_review(feature, files)) == asked(a_review(feature, turned))


def test_a_removed_line_and_a_new_one_at_the_same_place_are_both_shown():
    new, removed = a_piece("b = 2", "src/a.py"), a_piece("b = 1", "src/a.py", note="lines of the merge base")
    (packet,) = packets([a_bearing(a_requirement(), (new, removed))], a_pool(new, removed), 8)

    assert [piece.text for piece in code_of(packet)] == ["b = 2", "b = 1"]
    assert a_span("src/a.py", 1) == new.span
