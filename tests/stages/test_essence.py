"""What a remembered answer is known by: all that bears on it, and nothing that merely moves."""

from dataclasses import replace

import pytest
from builders import (
    FEATURE,
    a_change,
    a_dossier,
    a_feature,
    a_pull_request,
    a_requirement,
    a_reviewed_feature,
    a_span,
    a_task,
    an_added_file,
)

from app.domain.claim import Claim
from app.domain.evidence import Evidence
from app.domain.question import Packet, Question
from app.domain.repository import Hit
from app.stages.ask import packets
from app.stages.essence import essence

LOCK = a_requirement("FR-003", "System MUST lock", line=12)
QUESTION = Question(FEATURE, LOCK, (Claim("FR-003", "ticked", "ticks `T001`"),))
CODE = Evidence("E1", "code", a_span("src/login.py", 4, 5), "LIMIT = 8\nlock()", "changed lines")
SEARCH = Evidence("E2", "search", a_span(".", 1, 2), "3 files at head were searched:\nlock: src/login.py (2)")
PACKET = Packet(FEATURE, (QUESTION,), (CODE, SEARCH), shared=1, omitted=("src/other.py:7",))


def with_evidence(**fields):
    return replace(PACKET, evidence=(replace(CODE, **fields), SEARCH))


def with_subject(**fields):
    return replace(PACKET, questions=(replace(QUESTION, subject=LOCK.model_copy(update=fields)),))


MOVED = {
    "lines were inserted above the code": with_evidence(span=a_span("src/login.py", 40, 41)),
    "lines were inserted above the subject": with_subject(span=a_span(first=90)),
    "lines were inserted above what is left out": replace(PACKET, omitted=("src/other.py:99",)),
    "a file came in elsewhere": replace(
        PACKET, evidence=(CODE, replace(SEARCH, text=SEARCH.text.replace("3 files", "4 files")))
    ),
}
CHANGED = {
    "code": with_evidence(text="LIMIT = 9\nlock()"),
    "path": with_evidence(span=a_span("src/signin.py", 4, 5)),
    "note": with_evidence(note="removed lines"),
    "side": with_evidence(side="spec"),
    "evidence id": with_evidence(id="E9"),
    "less evidence": replace(PACKET, evidence=(CODE,)),
    "order of evidence": replace(PACKET, evidence=(SEARCH, CODE)),
    "search": replace(PACKET, evidence=(CODE, replace(SEARCH, text=SEARCH.text.replace("(2)", "(3)")))),
    "subject text": with_subject(text="System MAY lock"),
    "subject id": with_subject(id="FR-004"),
    "second of its id": with_subject(ordinal=2),
    "claim": replace(PACKET, questions=(replace(QUESTION, claims=()),)),
    "reason of the claim": replace(
        PACKET, questions=(replace(QUESTION, claims=(Claim("FR-003", "ticked", "ticks `T002`"),)),)
    ),
    "left out": replace(PACKET, omitted=()),
    "shared": replace(PACKET, shared=0),
    "feature": replace(PACKET, feature="specs/002-logout"),
}


@pytest.mark.parametrize("moved", MOVED.values(), ids=MOVED)
def test_what_only_moves_changes_nothing(moved):
    assert moved != PACKET
    assert essence(moved) == essence(PACKET)


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_what_bears_on_the_answer_changes_it(changed):
    assert essence(changed) != essence(PACKET)


def test_where_an_answer_may_name_lines_of_code_these_count():
    moved = MOVED["lines were inserted above the code"]

    assert essence(moved, code_lines=True) != essence(PACKET, code_lines=True)
    assert essence(with_subject(span=a_span(first=90)), code_lines=True) == essence(PACKET, code_lines=True)


TASK = a_task("T001", "T001 Lock accounts", cites=("FR-003",))


def asked(*, base="b" * 40, other_files=0, spec_above=0):
    """The packets of one change, on a base that moved on in other places."""
    moved = {"span": a_span(f"{FEATURE}/spec.md", 2 + spec_above)}
    head = a_feature(
        requirements=(LOCK.model_copy(update=moved),),
        tasks=(TASK.model_copy(update={"span": a_span(f"{FEATURE}/tasks.md", 1)}),),
    )
    feature = a_reviewed_feature(head, claims=(Claim("FR-003", "named", "title"), Claim("T001", "ticked", "ticks it")))
    code = an_added_file("src/login.py", ("LIMIT = 8", "lock()"))
    texts = {
        "src/login.py": "LIMIT = 8\nlock()",
        "src/auth.py": "def lock():\n    return True",
        f"{FEATURE}/spec.md": "more\n" * spec_above + "# Spec\n- FR-003: System MUST lock\n",
        f"{FEATURE}/tasks.md": "- [x] T001 Lock accounts\n",
    }
    paths = {"src/login.py", "src/auth.py", *(f"docs/{number}.txt" for number in range(other_files))}
    dossier = a_dossier(
        feature,
        change=a_change(code),
        texts=texts,
        paths=frozenset(paths),
        hits={"accounts": (Hit("src/auth.py", 1, "def lock():"),)},
    )
    facts = a_pull_request(base_sha=base, merge_base=base, head_sha="1" * 40)
    return packets(replace(dossier, pull_request=facts), feature)


@pytest.mark.parametrize(
    "rebased", [{"base": "c" * 40}, {"other_files": 3}, {"spec_above": 5}, {"base": "c" * 40, "other_files": 1}]
)
def test_a_rebase_without_a_change_of_content_asks_the_same(rebased):
    assert [essence(packet) for packet in asked(**rebased)] == [essence(packet) for packet in asked()]
    assert [essence(packet, code_lines=True) for packet in asked(**rebased)] == [
        essence(packet, code_lines=True) for packet in asked()
    ]


def test_the_base_commits_id_is_in_no_packet():
    assert all("b" * 40 not in repr(packet) for packet in asked())
