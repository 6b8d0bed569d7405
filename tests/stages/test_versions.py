"""What a change takes back is judged as it was and as it is."""

import pytest
from builders import (
    FEATURE,
    a_feature,
    a_requirement,
    a_reviewed_feature,
    a_story,
    a_verdict,
)
from packet_builders import a_review, asked, keys

from app.domain.claim import Claim
from app.rules.catalogue import weakenings
from app.rules.counterparts import before, is_before
from app.stages.findings import verdict_findings
from app.stages.questions import questions
from app.stages.versions import current, told_versions

MUST, SHOULD = "System MUST lock the account after 5 attempts", "System SHOULD lock the account after 5 attempts"
OTHER = "System MUST mail every invoice"
CODE = ("def lock(account):", "    return account.attempts >= 5")


def required(*texts):
    return a_feature(
        requirements=tuple(a_requirement(f"FR-{n:03}", text, line=10 + n) for n, text in enumerate(texts, start=1))
    )


def weakened(*claimed):
    claims = tuple(Claim(key, "ticked", "ticks `T001`") for key in claimed)
    return a_reviewed_feature(required(SHOULD, OTHER), required(MUST, OTHER), claims=claims)


def packets_of(feature):
    texts = {f"{FEATURE}/spec.md": "\n".join(f"head line {n}" for n in range(40))}
    return asked(a_review(feature, {"src/lock.py": "\n".join(CODE)}, texts))


def test_a_weakened_requirement_is_asked_about_in_both_versions():
    found = questions(weakened("FR-001"))

    assert [(one.subject.key, one.subject.text, one.claimed) for one in found] == [
        ("FR-001", SHOULD, True),
        ("FR-001 (before)", MUST, False),
    ]


def test_what_is_not_claimed_is_asked_about_in_both_versions_for_contradictions_alone():
    found = questions(weakened())

    assert [(one.subject.key, one.claimed) for one in found] == [("FR-001", False), ("FR-001 (before)", False)]


def test_of_a_removed_requirement_only_the_old_version_is_left():
    feature = a_reviewed_feature(required(OTHER), required(MUST, OTHER))

    assert [(one.subject.key, one.subject.text) for one in questions(feature)] == [("FR-001 (before)", MUST)]


def test_a_removed_scenario_is_asked_about_as_it_was():
    feature = a_reviewed_feature(a_feature(stories=(a_story("US1", 1),)), a_feature(stories=(a_story("US1", 2),)))

    assert [one.subject.key for one in questions(feature)] == ["US1/AC2 (before)"]


def test_what_became_stricter_is_asked_about_once():
    stricter = MUST.replace("5", "3")
    feature = a_reviewed_feature(required(stricter), required(MUST), claims=(Claim("FR-001", "named", "title"),))

    assert [one.subject.text for one in questions(feature)] == [stricter]


def test_a_spec_that_was_written_anew_is_asked_about_within_bounds():
    base = required(*(f"System MUST build part{n} of engine{n}" for n in range(60)))
    feature = a_reviewed_feature(required("Nothing is left of it"), base)

    assert len(questions(feature)) == 12


def test_packets_of_a_change_that_weakens_nothing_stay_as_they_are():
    claims = (Claim("FR-001", "ticked", "ticks `T001`"),)
    same = a_reviewed_feature(required(MUST, OTHER), required(MUST, OTHER), claims=claims)
    new = a_reviewed_feature(required(MUST, OTHER), None, claims=claims)

    assert packets_of(same) == packets_of(new)


def test_the_old_version_has_a_packet_of_its_own_behind_all_others():
    plain = packets_of(a_reviewed_feature(required(SHOULD, OTHER), None, claims=weakened("FR-001").claims))
    both = packets_of(weakened("FR-001"))

    assert keys(both) == [*keys(plain), ["FR-001 (before)"]]
    assert [one.evidence for one in both[: len(plain)]] == [one.evidence for one in plain]
    assert [question.reworded for one in both for question in one.questions] == [True, False]


def test_the_old_version_is_shown_code_and_no_document_of_head():
    *_, packet = packets_of(weakened("FR-001"))

    assert {piece.side for piece in packet.evidence} == {"code", "search"}
    assert not any("head line" in piece.text for piece in packet.evidence)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("met", "the code still meets the old text"),
        ("violated", "the code does not meet the old text"),
        ("not_claimed", "whether the code meets the old text could not be told"),
        ("unsure", "whether the code meets the old text could not be told"),
        ("error", "whether the code meets the old text could not be told"),
    ],
)
def test_the_finding_says_what_the_code_does_about_the_old_text(answer, said):
    feature = weakened("FR-001")
    (finding,) = weakenings(feature)
    verdict = a_verdict(before(a_requirement("FR-001", MUST)), answer, claimed=False)

    (told,) = told_versions([finding], [verdict])

    assert told.message == f"Change weakens `FR-001` from MUST to SHOULD; {said}"
    assert (told.fingerprint, told.citations) == (finding.fingerprint, finding.citations)


def test_a_finding_without_such_a_verdict_stays_as_it_is():
    findings = weakenings(weakened("FR-001"))
    about_head = a_verdict(a_requirement("FR-001", SHOULD), "met")
    elsewhere = a_verdict(before(a_requirement("FR-009")), "met", claimed=False)

    assert told_versions(findings, [about_head, elsewhere]) == findings
    assert told_versions(findings, []) == findings


def test_a_verdict_about_the_old_version_is_information():
    old = a_verdict(before(a_requirement("FR-001", MUST)), "violated", claimed=False)
    new = a_verdict(a_requirement("FR-001", SHOULD), "met")

    assert verdict_findings([old, new]) == ()
    assert not old.demanded
    assert current([old, new]) == (new,)


def test_no_other_subject_is_taken_for_an_old_version():
    assert is_before(before(a_requirement("FR-001", ordinal=2)))
    assert before(a_requirement("FR-001", ordinal=2)).key == "FR-001~2 (before)"
    assert not is_before(a_requirement("FR-001"))
