"""Principles and decisions that a change touches are asked about for contradictions."""

import pytest
from builders import FEATURE, a_feature, a_requirement, a_span, a_verdict
from packet_builders import a_review, borne, reviewed

from app.stages.bearing import every_question
from app.stages.findings import verdict_findings
from app.stages.pool import pool_of
from specs_schema.constitution import Constitution
from specs_schema.subject import Decision, Principle

CODE = {
    "src/store.py": "def save(account, password):\n    database.store(account, hash(password))\n    audit.log(account)",
    "src/mail.py": "def send(message):\n    queue.push(message)",
}
STORE = "Passwords MUST be stored hashed in the database, never in the audit log"
OTHER = "Screens MUST offer keyboard shortcuts, captions and contrast themes"


def a_principle(text, id="I", strength="must"):  # noqa: A002 (the noun's own field)
    span = a_span(".specify/memory/constitution.md", 5)
    return Principle(id=id, name=f"Principle {id}", text=text, span=span, strength=strength)


def a_decision(text, id="D1"):  # noqa: A002
    return Decision(id=id, topic=id, text=text, span=a_span(f"{FEATURE}/research.md", 3))


def a_constitution(*principles, path=".specify/memory/constitution.md"):
    return Constitution(path=path, principles=principles, span=a_span(path))


def governed(*constitutions, decisions=(), requirements=(), claimed=()):
    """Each question about a principle or a decision, by subject key."""
    feature = reviewed(a_feature(decisions=decisions, requirements=requirements), *claimed)
    found = borne(a_review(feature, CODE, constitutions=constitutions))
    return {key: one.question for key, one in found.items() if one.question.subject.kind in {"principle", "decision"}}


def test_a_principle_that_the_change_touches_is_asked_about_for_contradictions_alone():
    found = governed(a_constitution(a_principle(STORE)))

    assert [(key, one.subject.text, one.claimed) for key, one in found.items()] == [("I", STORE, False)]


def test_a_principle_about_something_else_is_not_asked_about():
    assert governed(a_constitution(a_principle(OTHER))) == {}


@pytest.mark.parametrize("strength", ["should", "may", None])
def test_a_principle_that_demands_nothing_is_not_asked_about(strength):
    assert governed(a_constitution(a_principle(STORE.replace("MUST", "SHOULD"), strength=strength))) == {}


def test_of_a_principle_only_the_sentences_that_demand_something_and_are_touched_are_asked_about():
    why = "Passwords stored in a database and an audit log leak, as our own history shows."
    text = f"{why} {STORE}. {OTHER}."

    (question,) = governed(a_constitution(a_principle(text))).values()

    assert question.subject.text == f"{STORE}."


def test_a_sentence_of_a_few_words_matches_too_easily_to_mean_anything():
    assert governed(a_constitution(a_principle("Accounts MUST store passwords"))) == {}


def test_the_best_matching_principles_are_asked_about_and_no_more_than_three():
    weaker = [
        a_principle("Accounts MUST store hash password in the database and rotate keys", str(n)) for n in range(4)
    ]

    best = a_principle("The database MUST hash a password, and an audit log MUST name the account", "best")
    found = governed(a_constitution(*weaker, best))

    assert list(found) == ["best", "0", "1"]


def test_a_decision_that_the_change_touches_is_asked_about():
    found = governed(
        decisions=(
            a_decision("Store the password hash of an account in the database"),
            a_decision("Use vector graphics for icons, buttons and logos", "D2"),
        )
    )

    assert [(key, one.claimed) for key, one in found.items()] == [("D1", False)]


def test_no_more_than_four_decisions_are_asked_about():
    decisions = tuple(a_decision("Store the password hash of an account in the database", f"D{n}") for n in range(6))

    assert list(governed(decisions=decisions)) == ["D0", "D1", "D2", "D3"]


def test_a_claimed_decision_is_asked_about_once_and_as_claimed():
    decision = a_decision("Store the password hash of an account in the database")

    found = governed(decisions=(decision,), claimed=("D1",))

    assert [(key, one.claimed) for key, one in found.items()] == [("D1", True)]


def test_two_constitutions_with_a_principle_of_one_id_give_one_question_of_that_id():
    first = a_constitution(a_principle(STORE))
    second = a_constitution(a_principle(STORE + " of the shop"), path="shop/.specify/memory/constitution.md")
    feature = reviewed(a_feature())
    dossier = a_review(feature, CODE, constitutions=(first, second))
    asked = [one.subject.key for one in every_question(dossier, feature, pool_of(dossier, feature))]

    assert len(asked) == len(set(asked))


def test_a_contradicted_principle_or_decision_is_a_warning_and_a_requirement_an_error():
    subjects = (a_principle(STORE), a_decision("Use a database"), a_requirement())
    verdicts = [a_verdict(one, "violated", claimed=False) for one in subjects]

    assert [finding.severity for finding in verdict_findings(verdicts)] == ["warning", "warning", "error"]
