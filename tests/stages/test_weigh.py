from dataclasses import replace

import pytest
from builders import FEATURE, a_requirement, a_span, a_task
from fakes.judge import part, replied
from hypothesis import given
from hypothesis import strategies as st

from app.domain.claim import Claim
from app.domain.evidence import Citation, Evidence
from app.domain.question import Packet, Question
from app.domain.verdict import Failure, Part, Quote, Refutation, Reply
from app.stages.lookup import look_up, quotable
from app.stages.weigh import (
    DISAGREES,
    NO_CODE,
    NO_SEARCH,
    NO_WORDS,
    NOT_CLAIMED,
    NOT_CONFIRMED,
    ONLY_SAID,
    UNREAD,
    UNSETTLED,
    weigh,
    weigh_refutation,
)

LOCK = a_requirement("FR-003", "System MUST lock the account after 10 failed attempts", line=12)
MAIL = a_requirement("FR-004", "System MUST mail the owner", line=13)
SOURCE = (
    "LIMIT = 50\nretries = 5\n\ndef failed(account):\n    if account.failures >= LIMIT:\n        account.locked = True"
)
CODE = Evidence("E1", "code", a_span("src/login.py", 40, 45), SOURCE)
OTHER = Evidence("E2", "code", a_span("src/other.py", 1, 2), "LIMIT = 10\naccount.locked = False")
SEARCH = Evidence("E3", "search", a_span(".", 1, 2), "3 files were searched:\nmail: nowhere")
STORY = Evidence("E4", "spec", a_span(f"{FEATURE}/spec.md", 8, 9), "### Story\nLock after 10 failed attempts")
CONTRACT = Evidence("E5", "spec", a_span(f"{FEATURE}/contracts/api.yaml", 3), "  maxAttempts: 5")
FAILURE = Failure("refusal", "The model refused to answer")


def asked(subject=LOCK, *, claimed=True):
    return Question(FEATURE, subject, (Claim(subject.key, "ticked", "ticks `T001`"),) if claimed else ())


def a_packet(*questions, evidence=(CODE, OTHER, SEARCH, STORY)):
    return Packet(FEATURE, questions or (asked(),), evidence)


def reply(answer, *quotes, subject=LOCK):
    return replied(subject.key, answer, *quotes)


def weighed(answer, *quotes, claimed=True, evidence=(CODE, OTHER, SEARCH, STORY)):
    """The verdict on an answer about the whole subject."""
    return of_parts(*reply(answer, *quotes).parts, claimed=claimed, evidence=evidence)


def of_parts(*parts, claimed=True, evidence=(CODE, OTHER, SEARCH, STORY), looked_up=()):
    packet = a_packet(asked(claimed=claimed), evidence=evidence)
    (verdict,) = weigh(packet, [Reply(LOCK.key, parts, looked_up)])
    return verdict


def cited(evidence, text, *pieces):
    return look_up([Quote(evidence, text)], quotable(pieces or (CODE, OTHER)))


WORDS = Citation("spec", LOCK.span, LOCK.text)
LIMIT = Citation("code", a_span("src/login.py", 40), "LIMIT = 50")


# Where a quote stands


@pytest.mark.parametrize(
    ("quote", "first", "last"),
    [
        ("LIMIT = 50", 40, 40),
        ("if account.failures >= LIMIT:", 44, 44),
        ("if   account.failures\t>= LIMIT:", 44, 44),
        ("retries = 5\n\ndef failed(account):", 41, 43),
        ("def failed(account): if account.failures >= LIMIT:", 43, 44),
        ("44|     if account.failures >= LIMIT:\n45|         account.locked = True", 44, 45),
        ("44: if account.failures >= LIMIT:", 44, 44),
        ("`LIMIT = 50`", 40, 40),
        ('"LIMIT = 50"', 40, 40),
        ("“LIMIT = 50”", 40, 40),
        ("`40| LIMIT = 50`", 40, 40),
        (SOURCE, 40, 45),
    ],
)
def test_a_quote_stands_on_exact_lines(quote, first, last):
    (citation,) = cited("E1", quote)

    assert citation.span == a_span("src/login.py", first, last)
    assert citation.quote in SOURCE


@pytest.mark.parametrize(
    "quote",
    [
        "LIMIT = 5",  # the code says 50
        "IMIT = 50",
        "retries = 6",
        "limit = 50",
        "LIMIT = 50 ... def failed(account)",
        "account.locked = True LIMIT = 10",  # runs over the end of one file into the next
        "= 50",
        "...",
        "",
        "5",
        "41| 5",
        "```",
    ],
)
def test_a_quote_that_does_not_stand_falls(quote):
    assert cited("E1", quote) == ()


@pytest.mark.parametrize(
    ("text", "quote"), [("max is 5.5 s", "max is 5"), ("of 1,500 rows", "500 rows"), ("a_limit = 3", "limit = 3")]
)
def test_part_of_a_number_or_name_is_no_quote(text, quote):
    assert cited("E1", quote, Evidence("E1", "code", a_span("a.py"), text)) == ()


def test_a_sentence_may_end_after_a_number():
    assert cited("E1", "lock after 5", Evidence("E1", "spec", a_span("a.md"), "they lock after 5. Then")) != ()


def test_a_quote_may_start_anywhere_in_a_script_without_spaces():
    assert cited("E1", "失敗後に鎖定", Evidence("E1", "spec", a_span("a.md"), "十回失敗後に鎖定する")) != ()


def test_a_quote_that_stands_in_other_evidence_than_named_is_cited_there():
    (citation,) = cited("E9", "account.locked = False")

    assert citation == Citation("code", a_span("src/other.py", 2), "account.locked = False")


def test_the_named_evidence_goes_before_others():
    twin = Evidence("E9", "code", a_span("src/twin.py", 7), "LIMIT = 50")

    assert cited("E9", "LIMIT = 50", CODE, twin)[0].span.path == "src/twin.py"
    assert cited("E1", "LIMIT = 50", twin, CODE)[0].span.path == "src/login.py"


def test_the_line_number_tells_two_equal_lines_apart():
    piece = Evidence("E1", "code", a_span("a.py", 10, 12), "return None\nelse:\nreturn None")

    assert cited("E1", "12| return None", piece)[0].span == a_span("a.py", 12)
    assert cited("E1", "return None", piece)[0].span == a_span("a.py", 10)


def test_a_text_that_was_folded_is_cited_with_its_whole_span():
    folded = Evidence("FR-003", "spec", a_span("spec.md", 4, 6), "System MUST lock the account")

    assert cited("FR-003", "lock the account", folded)[0].span == a_span("spec.md", 4, 6)


def test_a_masked_secret_can_be_quoted_only_as_it_was_shown():
    token = "ghp_" + "a1B2c3D4" * 5
    piece = Evidence("E1", "code", a_span("a.py", 1, 2), f"import os\nTOKEN = '{token}'")

    assert cited("E1", "TOKEN = '[masked-github-token]'", piece)[0].span == a_span("a.py", 2)
    assert cited("E1", f"TOKEN = '{token}'", piece) == ()


def test_the_same_quote_is_cited_once():
    quotes = [Quote("E1", "LIMIT = 50"), Quote("E1", "40| LIMIT = 50"), Quote("E2", "`LIMIT = 50`")]

    assert look_up(quotes, quotable((CODE, OTHER))) == (LIMIT,)


@given(st.text(), st.text())
def test_what_is_cited_is_in_the_text(text, quote):
    piece = Evidence("E1", "code", a_span("a.py", 1, 1 + text.count("\n")), text)
    source = quotable([piece])[0].text
    for citation in look_up([Quote("E1", quote), Quote("E1", text)], quotable([piece])):
        assert citation.quote in source
        assert citation.quote in "\n".join(source.split("\n")[citation.span.first - 1 : citation.span.last])


# What an answer needs


def test_a_violation_needs_code_and_gets_the_subjects_words():
    verdict = weighed("violated", ("E1", "LIMIT = 50"))

    assert verdict.answer == "violated"
    assert verdict.citations == (WORDS, LIMIT)
    assert verdict.claims


def test_the_subjects_own_words_are_cited_as_the_model_chose_them():
    verdict = of_parts(part("no", "after 10 failed attempts", ("E1", "LIMIT = 50")))

    assert verdict.citations == (Citation("spec", LOCK.span, "after 10 failed attempts"), LIMIT)


def test_a_contract_can_contradict_a_requirement():
    assert weighed("violated", ("E5", "maxAttempts: 5"), evidence=(CONTRACT,)).answer == "violated"


@pytest.mark.parametrize(
    "quotes",
    [
        (),
        (("E1", "LIMIT = 5"),),
        (("FR-003", "after 10 failed attempts"),),
        (("E4", "Lock after 10 failed attempts"),),
        (("E3", "mail: nowhere"),),
    ],
)
def test_a_violation_without_code_that_stands_is_unsure(quotes):
    verdict = weighed("violated", *quotes)

    assert (verdict.answer, verdict.reason) == ("unsure", NO_CODE)


def test_something_is_missing_when_claimed_and_searched_for():
    verdict = weighed("missing", ("E3", "mail: nowhere"))

    assert verdict.answer == "missing"
    assert verdict.citations == (WORDS, Citation("search", a_span(".", 2), "mail: nowhere"))


def test_the_record_of_the_search_is_cited_even_when_the_model_did_not_quote_it():
    verdict = weighed("missing")

    assert verdict.citations == (WORDS, Citation("search", SEARCH.span, SEARCH.text))


def test_nothing_is_missing_without_a_search():
    verdict = weighed("missing", ("E1", "LIMIT = 50"), evidence=(CODE, STORY))

    assert (verdict.answer, verdict.reason) == ("unsure", NO_SEARCH)


@pytest.mark.parametrize(
    ("made", "answer"),
    [
        (reply("missing", ("E3", "mail: nowhere")), "unsure"),
        (reply("violated", ("E1", "LIMIT = 50")), "violated"),
        (reply("met", ("E1", "LIMIT = 50")), "met"),
    ],
)
def test_nothing_is_missing_while_a_changed_file_could_not_be_read(made, answer):
    packet = replace(a_packet(), unread=("src/big.py: larger than what is read", "src/other.bin: no text"))
    (verdict,) = weigh(packet, [made])

    assert verdict.answer == answer
    assert verdict.reason == (f"{UNREAD}: src/big.py: larger than what is read" if answer == "unsure" else "")


def test_met_needs_code_that_stands():
    met, unfounded = weighed("met", ("E1", "LIMIT = 50")), weighed("met", ("E4", "Lock after 10 failed attempts"))

    assert (met.answer, met.citations) == ("met", (LIMIT,))
    assert (unfounded.answer, unfounded.reason) == ("unsure", NO_CODE)


SAID = Evidence("E6", "code", a_span("src/lock.py", 8, 10), "# Locks after 10\n# failed attempts\nlock(account)")
GUIDE = Evidence("E7", "code", a_span("docs/guide.md", 3), "It locks after 10 failed attempts")
WORK = a_task("T001", "T001 Say in docs/guide.md when it locks", paths=("docs/guide.md", "contracts/api.yaml"))


@pytest.mark.parametrize(
    "quotes",
    [
        [("E6", "# Locks after 10")],
        [("E6", "Locks after 10\n# failed")],  # the line in the file begins with a mark, whatever the quote begins with
        [("E7", "It locks after 10 failed attempts")],
        [("E6", "# failed attempts"), ("E7", "locks after 10"), ("E5", "maxAttempts: 5")],
    ],
)
def test_met_needs_code_that_does_something(quotes):
    verdict = weighed("met", *quotes, evidence=(SAID, GUIDE, CONTRACT))

    assert (verdict.answer, verdict.reason) == ("unsure", ONLY_SAID)
    assert weighed("met", *quotes, ("E6", "# failed attempts\nlock(account)"), evidence=(SAID, GUIDE)).answer == "met"


def test_a_comment_is_known_by_its_own_lines_also_where_they_stand_twice():
    twice = Evidence("E6", "code", a_span("src/lock.py", 8, 9), "lock after ten\n# lock after ten")

    assert weighed("met", ("E6", "8| lock after ten"), evidence=(twice,)).answer == "met"
    assert weighed("met", ("E6", "9| # lock after ten"), evidence=(twice,)).reason == ONLY_SAID


def test_what_the_reader_looked_up_is_read_as_closely():
    found = Evidence("L1", "code", SAID.span, SAID.text)

    assert of_parts(part("yes", "lock", ("L1", "# Locks after 10")), looked_up=(found,)).reason == ONLY_SAID
    assert of_parts(part("yes", "lock", ("L1", "lock(account)")), looked_up=(found,)).answer == "met"


@pytest.mark.parametrize("answer", ["met", "violated", "unsure"])
def test_a_record_of_a_search_is_cited_only_for_what_is_absent(answer):
    verdict = weighed(answer, ("E1", "LIMIT = 50"), ("E3", "mail: nowhere"))

    assert (verdict.answer, {citation.side for citation in verdict.citations} & {"search"}) == (answer, set())


def test_each_part_needs_code_of_its_own():
    verdict = of_parts(LOCKED, part("yes", "after 10", ("E6", "# Locks after 10")), evidence=(CODE, SAID))

    assert (verdict.answer, verdict.reason) == ("unsure", ONLY_SAID)


def test_a_contract_can_contradict_and_cannot_meet():
    verdict = weighed("met", ("E5", "maxAttempts: 5"), evidence=(CONTRACT,))

    assert (verdict.answer, verdict.reason) == ("unsure", NO_CODE)


def test_a_comment_can_still_contradict():
    assert weighed("violated", ("E6", "# Locks after 10"), evidence=(SAID,)).answer == "violated"


@pytest.mark.parametrize(
    ("quote", "answer"),
    [
        (("E6", "# Locks after 10"), "met"),
        (("E7", "It locks after 10 failed attempts"), "met"),
        (("E5", "maxAttempts: 5"), "met"),  # of the contract that the task names
        (("E8", "maxAttempts: 7"), "unsure"),
        (("E4", "Lock after 10 failed attempts"), "unsure"),
    ],
)
def test_prose_and_comments_may_be_the_work_of_a_task(quote, answer):
    other = Evidence("E8", "spec", a_span(f"{FEATURE}/contracts/other.yaml", 3), "  maxAttempts: 7")
    packet = a_packet(asked(WORK), evidence=(SAID, GUIDE, CONTRACT, STORY, other))
    (verdict,) = weigh(packet, [reply("met", quote, subject=WORK)])

    assert verdict.answer == answer


def test_unsure_stays_unsure():
    assert weighed("unsure", ("E1", "LIMIT = 50")).answer == "unsure"


@pytest.mark.parametrize("answer", ["missing", "unsure", "met", "violated"])
def test_what_nobody_claimed_and_nothing_contradicts_is_not_claimed(answer):
    verdict = weighed(answer, ("E3", "mail: nowhere"), claimed=False)

    assert (verdict.answer, verdict.reason, verdict.citations) == ("not_claimed", NOT_CLAIMED, ())


def test_a_contradiction_counts_without_a_claim():
    assert weighed("violated", ("E1", "LIMIT = 50"), claimed=False).answer == "violated"


def test_a_failure_is_an_error_of_every_question_and_nobodys_fault():
    verdicts = weigh(a_packet(asked(LOCK), asked(MAIL, claimed=False)), FAILURE)

    assert [verdict.answer for verdict in verdicts] == ["error", "error"]
    assert [verdict.failure for verdict in verdicts] == [FAILURE, FAILURE]
    assert verdicts[0].reason == "The model refused to answer"


def test_a_question_without_a_reply_is_an_error():
    verdicts = weigh(a_packet(asked(LOCK), asked(MAIL)), [reply("met", ("E1", "LIMIT = 50"))])

    assert [verdict.answer for verdict in verdicts] == ["met", "error"]
    assert verdicts[1].failure == Failure("malformed", "The model gave no answer about `FR-004`")


def test_verdicts_come_in_the_order_of_the_questions():
    replies = [reply("unsure", subject=MAIL), reply("unsure"), reply("met", subject=a_requirement("FR-009"))]

    assert [v.subject.id for v in weigh(a_packet(asked(LOCK), asked(MAIL)), replies)] == ["FR-003", "FR-004"]


# What the parts of a subject come to

LIMITED = part("no", "after 10 failed attempts", ("E1", "LIMIT = 50"))
LOCKED = part("yes", "lock the account", ("E1", "account.locked = True"))
MAILED = part("absent", "System MUST", ("E3", "mail: nowhere"))
UNSEEN = part("unseen", "System MUST lock")
UNFOUNDED = part("yes", "the account", ("E1", "account.locked = 1"))


@pytest.mark.parametrize(
    ("parts", "answer"),
    [
        ((LOCKED,), "met"),
        ((LOCKED, UNSEEN), "unsure"),
        ((LOCKED, UNFOUNDED), "unsure"),
        ((UNSEEN, MAILED, LOCKED), "missing"),
        ((LOCKED, MAILED, LIMITED), "violated"),
        ((UNFOUNDED, LIMITED), "violated"),
    ],
)
def test_the_worst_part_that_stands_decides(parts, answer):
    assert of_parts(*parts).answer == answer


def test_the_words_at_issue_are_those_of_the_part_that_is_broken():
    assert of_parts(LOCKED, MAILED, LIMITED).at_issue == "after 10 failed attempts"
    assert of_parts(LOCKED, MAILED).at_issue == "System MUST"
    assert of_parts(LOCKED).at_issue == of_parts(LOCKED, UNSEEN).at_issue == ""
    assert weighed("violated", ("E1", "LIMIT = 50")).at_issue == ""


def test_a_broken_subject_brings_the_evidence_of_its_broken_parts_and_no_other():
    verdict = of_parts(LOCKED, LIMITED, MAILED)

    assert verdict.citations == (Citation("spec", LOCK.span, "after 10 failed attempts"), LIMIT)


def test_a_subject_that_is_met_brings_the_evidence_of_all_its_parts():
    verdict = of_parts(LOCKED, part("yes", "after 10 failed attempts", ("E1", "LIMIT = 50")))

    assert verdict.citations == (Citation("code", a_span("src/login.py", 45), "account.locked = True"), LIMIT)


@pytest.mark.parametrize("holds", ["no", "absent"])
@pytest.mark.parametrize("words", ["after 5 failed attempts", "validate the mail address", "LIMIT = 50", "…"])
def test_an_accusation_whose_words_stand_nowhere_in_the_spec_is_none(holds, words):
    quotes = (("E1", "LIMIT = 50"), ("E3", "mail: nowhere"))
    verdict = of_parts(LOCKED, part(holds, words, *quotes))

    assert (verdict.answer, verdict.reason, verdict.at_issue) == ("unsure", NO_WORDS, "")


def test_an_invented_requirement_takes_no_other_accusation_down():
    invented = part("no", "MUST log every attempt", ("E1", "LIMIT = 50"))

    assert of_parts(invented, LIMITED) == of_parts(LIMITED)


def test_words_may_stand_in_what_the_spec_says_around_the_subject():
    verdict = of_parts(part("no", "### Story", ("E1", "LIMIT = 50")))

    assert verdict.answer == "violated"
    assert verdict.citations == (Citation("spec", a_span(f"{FEATURE}/spec.md", 8), "### Story"), LIMIT)


def test_words_of_a_part_that_holds_are_not_looked_up():
    assert of_parts(part("yes", "in other words", ("E1", "LIMIT = 50"))).answer == "met"


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (UNSEEN, UNSETTLED),
        (UNFOUNDED, NO_CODE),
        (part("no", "after 10 failed attempts", ("E1", "LIMIT = 5")), NO_CODE),
    ],
)
def test_a_part_that_does_not_stand_says_why(made, reason):
    verdict = of_parts(LOCKED, made)

    assert (verdict.answer, verdict.reason) == ("unsure", reason)


def test_what_the_first_reader_looked_up_can_carry_its_answer():
    found = Evidence("L1", "code", a_span("src/config.py", 9), "MAX_FAILURES = 50")
    limited = part("no", "after 10 failed attempts", ("L1", "MAX_FAILURES = 50"))

    assert of_parts(limited).answer == "unsure"
    verdict = of_parts(limited, looked_up=(found,))
    assert verdict.answer == "violated"
    assert verdict.citations[-1] == Citation("code", a_span("src/config.py", 9), "MAX_FAILURES = 50")


def test_a_search_that_the_first_reader_made_is_a_record():
    record = Evidence("L1", "search", a_span(".", 1, 2), "search at head for 'lock', literally:\n'lock': nowhere")
    absent = part("absent", "lock the account", ("L1", "'lock': nowhere"))

    assert of_parts(absent, evidence=(CODE,)).reason == NO_SEARCH
    assert of_parts(absent, evidence=(CODE,), looked_up=(record,)).answer == "missing"


def test_a_part_without_words_is_the_whole_subject():
    verdict = of_parts(Part("no", "", (Quote("E1", "LIMIT = 50"),)))

    assert verdict.citations == (WORDS, LIMIT)


def test_a_reply_without_any_part_is_no_answer():
    verdict = of_parts()

    assert (verdict.answer, verdict.failure.kind) == ("error", "malformed")


# What the second reader leaves of it


def refuted(answer, refutation):
    verdict = weighed(answer, ("E1", "LIMIT = 50"), ("E3", "mail: nowhere"))
    assert verdict.answer == answer
    return weigh_refutation(verdict, refutation, a_packet())


def confirms(*quotes, looked_up=()):
    made = tuple(Quote(evidence, text) for evidence, text in quotes)
    return Refutation(confirmed=True, expected="Ten.", found="Fifty.", quotes=made, looked_up=looked_up)


def test_a_confirmed_violation_says_what_was_expected_and_found():
    verdict = refuted("violated", confirms(("E1", "if account.failures >= LIMIT:")))

    assert (verdict.answer, verdict.expected, verdict.found) == ("violated", "Ten.", "Fifty.")
    assert verdict.citations[-1] == Citation("code", a_span("src/login.py", 44), "if account.failures >= LIMIT:")
    assert LIMIT in verdict.citations


def test_what_the_second_reader_looked_up_can_carry_its_confirmation():
    found = Evidence("L1", "code", a_span("src/config.py", 9), "MAX_FAILURES = 50")
    verdict = refuted("violated", confirms(("L1", "MAX_FAILURES = 50"), looked_up=(found,)))

    assert verdict.answer == "violated"
    assert verdict.citations[-1].span == a_span("src/config.py", 9)


@pytest.mark.parametrize(
    "quotes", [(), (("E1", "LIMIT = 5"),), (("FR-003", "after 10 failed attempts"),), (("L1", "MAX = 50"),)]
)
def test_a_confirmation_without_a_quote_that_stands_confirms_nothing(quotes):
    verdict = refuted("violated", confirms(*quotes))

    assert verdict.answer == "unsure"
    assert verdict.reason.startswith(NOT_CONFIRMED)
    assert (verdict.expected, verdict.found) == ("", "")


def test_absence_is_confirmed_by_a_record_of_a_search():
    assert refuted("missing", confirms(("E3", "mail: nowhere"))).answer == "missing"
    assert refuted("missing", confirms(("FR-003", "after 10 failed attempts"))).answer == "unsure"


def test_what_the_second_reader_does_not_confirm_is_unsure():
    verdict = refuted("violated", Refutation(confirmed=False))

    assert (verdict.answer, verdict.reason) == ("unsure", NOT_CONFIRMED)


def test_a_second_reader_that_fails_leaves_an_error():
    verdict = refuted("violated", FAILURE)

    assert (verdict.answer, verdict.failure) == ("error", FAILURE)


@pytest.mark.parametrize(("text", "words"), [("Offer `pet` and `others`", "`pet`"), ("只注入名称和描述", "描述")])
def test_a_short_word_of_the_subject_itself_can_accuse(text, words):
    subject = LOCK.model_copy(update={"text": text})
    said = Reply(subject.key, (Part("no", words, (Quote("E1", "LIMIT = 50"),)),))

    (verdict,) = weigh(a_packet(asked(subject)), [said])

    assert (verdict.answer, verdict.at_issue) == ("violated", words)


def test_a_single_letter_accuses_nobody():
    said = Reply(LOCK.key, (Part("no", "a", (Quote("E1", "LIMIT = 50"),)),))

    assert weigh(a_packet(asked()), [said])[0].answer == "unsure"


@pytest.mark.parametrize("looked_up", [False, True])
def test_another_place_of_the_spec_that_says_what_the_code_does_is_named(looked_up):
    other = Evidence("L1" if looked_up else "E9", "spec", a_span(f"{FEATURE}/plan.md", 8), "Lock after 50 failures")
    said = Refutation(confirmed=False, quotes=(Quote(other.id, other.text),), looked_up=(other,) if looked_up else ())
    evidence = (CODE, OTHER, SEARCH) if looked_up else (CODE, OTHER, SEARCH, other)
    packet = a_packet(evidence=evidence)

    verdict = weigh_refutation(weigh(packet, [reply("violated", ("E1", "LIMIT = 50"))])[0], said, packet)

    assert (verdict.answer, verdict.reason) == ("unsure", f"{DISAGREES}: `{FEATURE}/plan.md:8` says what the code does")
    assert verdict.citations[-1] == Citation("spec", other.span, other.text)


@pytest.mark.parametrize(
    "quote", [("E1", "LIMIT = 50"), ("FR-003", "after 10 failed attempts"), ("E4", "Lock after 90 failed attempts")]
)
def test_only_another_place_of_the_spec_that_stands_is_named(quote):
    verdict = refuted("violated", Refutation(confirmed=False, quotes=(Quote(*quote),)))

    assert (verdict.answer, verdict.reason) == ("unsure", NOT_CONFIRMED)


def test_that_a_file_is_still_there_is_held_against_the_task_to_remove_it():
    task = a_task("T025", "T025 Delete `editor/modal.ts`")
    files = Evidence("E1", "search", a_span(".", 1), "editor/index.ts\neditor/modal.ts")
    packet = a_packet(asked(task), evidence=(files, CODE))
    still_there = part("no", "Delete `editor/modal.ts`", ("E1", "editor/modal.ts"))

    (verdict,) = weigh(packet, [Reply(task.key, (still_there,))])
    confirmed = weigh_refutation(verdict, confirms(("E1", "editor/modal.ts")), packet)

    assert (verdict.answer, confirmed.answer) == ("violated", "violated")


def test_a_requirement_is_not_contradicted_by_the_name_of_a_file():
    assert of_parts(part("no", "after 10 failed attempts", ("E3", "mail: nowhere"))).reason == NO_CODE
