"""Whether what a change brings now could alter an answer that was given before."""

from dataclasses import replace

import pytest
from builders import FEATURE, a_feature, a_requirement, a_span, a_task
from packet_builders import a_bearing, a_piece, a_review, reviewed

from app.domain.repository import Hit
from app.stages.bearing import bearings, every_question
from app.stages.packets import packets
from app.stages.pool import pool_of
from app.stages.triage import Grounds, still_stands, trace, traces

LOCK = a_requirement("FR-003", "System MUST lock")
NEAR, FAR = a_piece("MAX = 8", "src/near.py"), a_piece("lock()", "src/far.py")
SPEC = a_piece("- FR-003: System MUST lock", f"{FEATURE}/spec.md", "spec")
HELPER = a_piece("class Helper:", "src/helper.py", note="unchanged")
NEW = a_piece("MAX = 9", "src/new.py")
BEFORE = a_bearing(LOCK, (NEAR, FAR), near=1, rest=(SPEC, HELPER), searched=("lock: src/far.py (1)",))
GROUNDS = Grounds(
    shown=traces([NEAR, FAR, SPEC, HELPER]),
    bearing=traces([NEAR, FAR, SPEC, HELPER]),
    quoted=traces([NEAR]),
    searched=BEFORE.searched,
)
ANSWERS = ("met", "violated", "missing", "unsure")
SETTLED = ("met", "violated")
OPEN = ("missing", "unsure")


def stands(answer, now, present=None, grounds=GROUNDS):
    pieces = [*now.code, *now.rest] if present is None else present
    return still_stands(answer, grounds, now, traces(pieces))


def unclaimed(bearing):
    return replace(bearing, question=replace(bearing.question, claims=()))


@pytest.mark.parametrize("answer", ANSWERS)
def test_where_nothing_changed_every_answer_stands(answer):
    assert stands(answer, BEFORE)


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize(
    "now",
    [
        replace(BEFORE, code=(NEW, FAR, NEAR), near=1),
        replace(BEFORE, code=(NEAR, NEW), near=2),
        replace(BEFORE, rest=(a_piece("- FR-003: System MAY lock", f"{FEATURE}/spec.md", "spec"),)),
        replace(BEFORE, rest=(SPEC, a_piece("- [x] T001", f"{FEATURE}/tasks.md", "claim"))),
    ],
    ids=["another piece is nearest", "another piece is near", "the spec was edited", "a task was ticked"],
)
def test_what_is_new_and_bears_on_the_question_closely_asks_every_answer_again(answer, now):
    assert not stands(answer, now, [NEAR, FAR, SPEC, HELPER])


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_whose_quoted_code_is_gone_is_asked_again(answer):
    assert not stands(answer, replace(BEFORE, code=(FAR,), near=0))


FARTHER = {
    "new code further off": replace(BEFORE, code=(NEAR, FAR, NEW)),
    "less code further off": replace(BEFORE, code=(NEAR,)),
    "other unchanged code": replace(BEFORE, rest=(SPEC, a_piece("class Other:", "src/other.py"))),
    "another place of a search": replace(BEFORE, searched=("lock: src/far.py (2)",)),
}


@pytest.mark.parametrize("answer", SETTLED)
@pytest.mark.parametrize("now", FARTHER.values(), ids=FARTHER)
def test_what_changed_further_off_leaves_a_settled_answer(answer, now):
    assert stands(answer, now)


@pytest.mark.parametrize("answer", OPEN)
@pytest.mark.parametrize("now", FARTHER.values(), ids=FARTHER)
def test_what_changed_further_off_asks_again_what_was_missing_or_left_open(answer, now):
    assert not stands(answer, now)


@pytest.mark.parametrize("now", FARTHER.values(), ids=FARTHER)
def test_what_nobody_claims_and_nothing_contradicted_is_settled(now):
    assert stands("unsure", unclaimed(now))
    assert not stands("missing", unclaimed(now))


def test_code_that_was_shown_as_background_may_become_near():
    assert stands("met", replace(BEFORE, code=(NEAR, FAR), near=2))


def test_what_was_quoted_may_stand_anywhere_in_what_is_there_now():
    grounds = replace(GROUNDS, quoted=traces([HELPER]))

    assert stands("met", replace(BEFORE, rest=(SPEC,)), [NEAR, FAR, SPEC, HELPER], grounds)
    assert not stands("met", replace(BEFORE, rest=(SPEC,)), [NEAR, FAR, SPEC], grounds)


def test_lines_ids_and_notes_are_no_part_of_a_digest():
    moved = replace(NEAR, id="E7", span=a_span("src/near.py", 40), note="changed lines and what surrounds them")

    assert trace(moved) == trace(NEAR)


@pytest.mark.parametrize(
    "other",
    [replace(NEAR, text="MAX = 9"), replace(NEAR, side="spec"), replace(NEAR, span=a_span("src/other.py", 1))],
    ids=["text", "side", "path"],
)
def test_text_side_and_path_are(other):
    assert trace(other) != trace(NEAR)


def test_records_of_searches_have_no_digest_and_source_is_not_kept():
    record = a_piece("3 files at head", ".", "search")

    assert traces([NEAR, record]) == {trace(NEAR)}
    assert "MAX" not in trace(NEAR)


def test_text_that_no_utf_8_can_hold_has_a_digest():
    assert trace(replace(NEAR, text="\udcff"))


def a_change_on(*, spec_above=0, code_above=0, other_files=0):
    """What bears on each question of one change, with what its requests show, on a base that moved on elsewhere."""
    head = a_feature(
        requirements=(LOCK.model_copy(update={"span": a_span(f"{FEATURE}/spec.md", 2 + spec_above)}),),
        tasks=(a_task("T001", "T001 Lock accounts", cites=("FR-003",), line=1),),
    )
    texts = {
        "src/auth.py": "# more\n" * code_above + "def lock():\n    return True",
        f"{FEATURE}/spec.md": "more\n" * spec_above + "# Spec\n- FR-003: System MUST lock\n",
        f"{FEATURE}/tasks.md": "- [x] T001 Lock accounts\n",
        **{f"docs/{number}.txt": "" for number in range(other_files)},
    }
    dossier = a_review(
        reviewed(head, "FR-003", "T001"),
        {"src/login.py": "LIMIT = 8\nlock()"},
        texts,
        hits={"account": (Hit("src/auth.py", 1 + code_above, "def lock():"),)},
    )
    (feature,) = dossier.features
    pool = pool_of(dossier, feature)
    every = bearings(dossier, feature, every_question(dossier, feature, pool), pool)
    (packet,) = packets(every, pool, 8)
    return every, packet


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("rebased", [{}, {"spec_above": 5}, {"other_files": 3}, {"spec_above": 1, "other_files": 1}])
def test_a_rebase_without_a_change_of_content_asks_nothing_again(rebased, answer):
    earlier, packet = a_change_on()
    later, now = a_change_on(**rebased)

    for before, after in zip(earlier, later, strict=True):
        grounds = Grounds(
            shown=traces(packet.evidence),
            bearing=traces([*before.code, *before.rest]),
            quoted=traces(packet.evidence),
            searched=before.searched,
        )
        assert still_stands(answer, grounds, after, traces(now.evidence))
