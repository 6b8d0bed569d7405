from builders import (
    FEATURE,
    a_change,
    a_dossier,
    a_feature,
    a_requirement,
    a_reviewed_feature,
    a_story,
    a_task,
    an_added_file,
)

from app.domain.claim import Claim
from app.domain.repository import Hit
from app.stages.ask import packets, questions, terms

SPEC = "\n".join(f"line {n} of the spec" for n in range(1, 80))
CODE = "def answer():\n    max_citations = 8\n    return max_citations"


def reviewed(feature, *claimed, kind="ticked"):
    return a_reviewed_feature(feature, claims=tuple(Claim(key, kind, f"ticks `{key}`") for key in claimed))


def ask(feature, change=None, texts=None, **fields):
    change = change or a_change(an_added_file("src/answers.py", tuple(CODE.split("\n"))))
    texts = {"src/answers.py": CODE, f"{FEATURE}/spec.md": SPEC, f"{FEATURE}/tasks.md": SPEC, **(texts or {})}
    dossier = a_dossier(feature, change=change, texts=texts, paths=frozenset({"src/answers.py"}), **fields)
    return packets(dossier, feature)


def test_only_claimed_subjects_are_questions():
    feature = reviewed(a_feature(requirements=(a_requirement("FR-001"), a_requirement("FR-002"))), "FR-002")

    assert [question.subject.id for question in questions(feature)] == ["FR-002"]


def test_a_requirement_has_a_packet_of_its_own_and_the_scenarios_of_a_story_share_one():
    feature = a_feature(
        requirements=(a_requirement("FR-001"), a_requirement("FR-002")),
        stories=(a_story("US1", 3), a_story("US2", 1, line=40)),
    )
    asked = ask(reviewed(feature, "FR-001", "FR-002", "US1/AC1", "US1/AC2", "US1/AC3", "US2/AC1"))

    assert [[question.subject.id for question in packet.questions] for packet in asked] == [
        ["FR-001"],
        ["FR-002"],
        ["US1/AC1", "US1/AC2", "US1/AC3"],
        ["US2/AC1"],
    ]


def test_evidence_ids_are_unique_and_the_change_comes_first():
    (packet,) = ask(reviewed(a_feature(requirements=(a_requirement("FR-001", "System MUST cap citations"),)), "FR-001"))

    assert len({piece.id for piece in packet.evidence}) == len(packet.evidence)
    assert packet.evidence[0].span.path == "src/answers.py"
    assert packet.shared == 1
    assert {piece.side for piece in packet.evidence} == {"code", "spec", "search"}


def test_every_piece_of_spec_and_code_holds_exactly_its_lines():
    (packet,) = ask(reviewed(a_feature(requirements=(a_requirement("FR-001", line=10),)), "FR-001"))

    for piece in packet.evidence:
        if piece.side in {"spec", "claim"}:
            assert piece.text == "\n".join(SPEC.split("\n")[piece.span.first - 1 : piece.span.last])


def test_what_does_not_fit_is_named():
    big = [an_added_file(f"src/m{n}.py", tuple(f"value_{n}_{i} = {i}" for i in range(80))) for n in range(40)]
    texts = {file.path: "\n".join(line for _, line in file.added_lines()) for file in big}
    feature = reviewed(a_feature(requirements=(a_requirement("FR-001", "System MUST set value 7"),)), "FR-001")

    (packet,) = ask(feature, a_change(*big), texts)

    assert packet.shared == 0
    assert packet.omitted
    assert sum(len(piece.text) for piece in packet.evidence if piece.side == "code") <= 20_000


def test_the_file_that_a_task_names_is_chosen_first():
    big = [an_added_file(f"src/m{n}.py", tuple(f"citations = {i} # citations" for i in range(80))) for n in range(30)]
    named = an_added_file("src/other.py", tuple(f"unrelated_{i} = {i}" for i in range(20)))
    texts = {file.path: "\n".join(line for _, line in file.added_lines()) for file in [*big, named]}
    task = a_task("T001", "T001 Cap citations in src/other.py", paths=("src/other.py",))

    (packet,) = ask(reviewed(a_feature(tasks=(task,)), "T001"), a_change(*big, named), texts)

    assert "src/other.py" in {piece.span.path for piece in packet.evidence}


def test_unchanged_files_found_by_search_are_shown_and_the_search_is_recorded():
    requirement = a_requirement("FR-001", "System MUST reject blank questions via `ApiModel`")
    hits = {"ApiModel": (Hit("src/schema.py", 2, "class ApiModel:"),)}
    texts = {"src/schema.py": "import x\nclass ApiModel:\n    strip = True"}

    (packet,) = ask(reviewed(a_feature(requirements=(requirement,)), "FR-001"), texts=texts, hits=hits)

    assert "class ApiModel:" in next(piece.text for piece in packet.evidence if piece.span.path == "src/schema.py")
    record = packet.evidence[-1]
    assert record.side == "search"
    assert "ApiModel: src/schema.py (1)" in record.text
    assert "questions: nowhere" in record.text


def test_an_unclaimed_requirement_that_the_change_touches_is_asked_about_for_contradiction():
    feature = a_feature(
        requirements=(a_requirement("FR-001", "max citations answer"), a_requirement("FR-002", "mail every invoice"))
    )

    (packet,) = ask(reviewed(feature))

    assert [(question.subject.id, question.claimed) for question in packet.questions] == [("FR-001", False)]


def test_the_base_names_of_a_tasks_files_are_searched_for():
    assert terms(a_task("T001", "T001 Write it", paths=("tests/contract/test_answers.py",)))[0] == "test_answers.py"
