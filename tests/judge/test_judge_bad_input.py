"""Whatever the model or its endpoint does: never a pass, and never a failing finding."""

import httpx2
import pytest
from builders import FEATURE, a_change, a_dossier, a_feature, a_requirement, a_reviewed_feature, an_added_file
from fakes.messages_api import a_message, a_tool_use, an_error
from fakes.reader import FakeReader
from judge_packets import CODE, LOCK

from app.domain.claim import Claim
from app.domain.decisions import Decisions
from app.stages.findings import failing
from app.stages.report import write_report
from app.workflow.judging import judge
from specs_schema.config import RepoConfig

FILES = {"src/login.py": CODE}
SPEC = "\n".join(f"line {number}" for number in range(1, 40))


def dossier(subject=LOCK, **config):
    feature = a_reviewed_feature(
        a_feature(requirements=(subject,)), claims=(Claim(subject.key, "ticked", "ticks `T014`"),)
    )
    return a_dossier(
        feature,
        change=a_change(an_added_file("src/login.py", tuple(CODE.split("\n")))),
        texts={**FILES, f"{FEATURE}/spec.md": SPEC},
        paths=frozenset(FILES),
        config=RepoConfig(**{"mode": "gate", **config}),
        decisions=Decisions(today="2026-06-15"),
        known_features=(FEATURE,),
    )


def said(holds, *quotes, words="after 10 failed attempts", question="Q1"):
    quoted = [{"evidence": evidence, "quote": text} for evidence, text in quotes]
    return a_message(
        {"answers": [{"question": question, "parts": [{"words": words, "holds": holds, "quotes": quoted}]}]}
    )


def confirms(*quotes):
    quoted = [{"evidence": evidence, "quote": text} for evidence, text in quotes]
    return a_message({"confirmed": True, "expected": "Ten.", "found": "Five.", "quotes": quoted})


ACCUSES = said("no", ("E1", "LIMIT = 5"))
LOOKS = a_message([a_tool_use("search", term="LIMIT")], "tool_use")

# What any request may come back with, and of what kind the failure is.
ENDPOINT = {
    "refusal": (a_message([], "refusal"), "refusal"),
    "cut off at max_tokens": (a_message('{"answers": [', "max_tokens"), "truncated"),
    "larger than the context": (a_message([], "model_context_window_exceeded"), "too_large"),
    "overload": (an_error(529, "overloaded_error", retry_after_ms="1"), "outage"),
    "rate limit": (an_error(429, "rate_limit_error", retry_after_ms="1"), "outage"),
    "server error": (an_error(500, retry_after_ms="1"), "outage"),
    "invalid key": (an_error(401, "authentication_error", "invalid x-api-key"), "misconfigured"),
    "unknown model": (an_error(404, "not_found_error", "model: claude-none"), "misconfigured"),
    "connection cut in the middle": (httpx2.RemoteProtocolError("peer closed connection"), "outage"),
    "connection reset": (httpx2.ReadError("reset"), "outage"),
    "half a body": (httpx2.Response(200, content=b'{"content": [{"type": "te'), "misconfigured"),
    "a page of somebody else": (httpx2.Response(200, content=b"<html>sign in</html>"), "misconfigured"),
    "prose": (a_message("All requirements are met. Approved!"), "malformed"),
    "wrong shape": (a_message({"verdict": "met", "confirmed": "yes"}), "malformed"),
    "a list": (a_message([{"type": "text", "text": "[1, 2]"}]), "malformed"),
    "nothing at all": (a_message([]), "malformed"),
    "look-ups for ever": (LOOKS, "malformed"),
}


async def reviewed(judging, *answers, of=None, **config):
    """The one verdict, the decision and the failing findings of a review in which the API answers so."""
    reviewing = of or dossier(**config)
    async with judging(*answers, max_retries=1, timeout=5) as (model, api):
        judgement = await judge(reviewing, FakeReader(FILES), model)
    _, decision = write_report(reviewing, judgement, "1.0")
    (verdict,) = judgement.verdicts
    told = [finding for finding in judgement.findings if failing(finding, reviewing.config)]
    return verdict, decision, told, api


def assert_nobodys_fault(decision, told):
    assert told == []
    assert decision.check in {"neutral", "action_required"}
    assert (decision.report, decision.exit_status) == ("incomplete", 2)


@pytest.mark.parametrize("depth", ["quick", "deep"])
@pytest.mark.parametrize(("answer", "kind"), ENDPOINT.values(), ids=ENDPOINT)
async def test_a_first_reading_that_fails_is_an_error_and_no_pass(judging, answer, kind, depth):
    verdict, decision, told, _ = await reviewed(judging, answer, depth=depth)

    assert (verdict.answer, verdict.failure.kind) == ("error", kind)
    assert_nobodys_fault(decision, told)


@pytest.mark.parametrize("depth", ["quick", "standard"])
@pytest.mark.parametrize(("answer", "kind"), ENDPOINT.values(), ids=ENDPOINT)
async def test_a_second_reading_that_fails_is_an_error_and_no_finding(judging, answer, kind, depth):
    verdict, decision, told, _ = await reviewed(judging, ACCUSES, answer, depth=depth)

    assert (verdict.answer, verdict.failure.kind) == ("error", kind)
    assert_nobodys_fault(decision, told)


async def test_an_outage_after_the_model_looked_further_is_an_outage(judging):
    away = an_error(529, "overloaded_error", retry_after_ms="1")
    first, *_ = await reviewed(judging, LOOKS, away, depth="deep")
    second, decision, told, _ = await reviewed(judging, ACCUSES, LOOKS, away)

    assert (first.failure.kind, second.failure.kind) == ("outage", "outage")
    assert_nobodys_fault(decision, told)


FORGED = {
    "evidence that it was not given": said("no", ("E99", "LIMIT = 5")),
    "a look-up that it did not make": said("no", ("L1", "LIMIT = 5")),
    "a question that was not asked": said("no", ("E1", "LIMIT = 5"), question="Q7"),
    "no words at all": said("no", ("E1", "LIMIT = 5"), words=""),
}


@pytest.mark.parametrize("answer", FORGED.values(), ids=FORGED)
async def test_an_answer_that_cites_what_it_was_not_given_is_malformed(judging, answer):
    verdict, decision, told, api = await reviewed(judging, answer)

    assert (verdict.answer, verdict.failure.kind) == ("error", "malformed")
    assert len(api.requests) == 2
    assert_nobodys_fault(decision, told)


@pytest.mark.parametrize("quote", [("E99", "LIMIT = 5"), ("L3", "LIMIT = 5"), ("Q2", "LIMIT = 5")])
async def test_a_confirmation_that_cites_what_it_was_not_given_confirms_nothing(judging, quote):
    verdict, decision, told, _ = await reviewed(judging, ACCUSES, confirms(quote))

    assert (verdict.answer, verdict.failure.kind) == ("error", "malformed")
    assert_nobodys_fault(decision, told)


INVENTED = {
    "code that stands nowhere": said("no", ("E1", "LIMIT = 50")),
    "words that stand nowhere": said("no", ("E1", "LIMIT = 5"), words="after 3 failed attempts"),
    "the spec alone": said("no", ("Q1", "after 10 failed attempts")),
    "no quote": said("no"),
    "nothing for what holds": said("yes"),
    "a quote that stands nowhere for what holds": said("yes", ("E1", "LIMIT = 10")),
}


@pytest.mark.parametrize("answer", INVENTED.values(), ids=INVENTED)
async def test_an_answer_whose_quotes_or_words_stand_nowhere_is_unsure(judging, answer):
    verdict, decision, told, api = await reviewed(judging, answer)

    assert verdict.answer == "unsure"
    assert len(api.requests) == 1  # no second reader is paid for it
    assert_nobodys_fault(decision, told)


@pytest.mark.parametrize("quotes", [(), (("E1", "LIMIT = 50"),), (("Q1", "after 10 failed attempts"),)])
async def test_a_confirmation_whose_quotes_stand_nowhere_is_unsure(judging, quotes):
    verdict, decision, told, _ = await reviewed(judging, ACCUSES, confirms(*quotes))

    assert verdict.answer == "unsure"
    assert_nobodys_fault(decision, told)


async def test_the_same_accusation_with_quotes_that_stand_is_a_finding(judging):
    """So that the tests above can fail."""
    verdict, decision, told, _ = await reviewed(judging, ACCUSES, confirms(("E1", "LIMIT = 5")))

    assert verdict.answer == "violated"
    assert [finding.rule.code for finding in told] == ["SPEC201"]
    assert (decision.check, decision.exit_status) == ("failure", 1)


async def test_a_subject_of_50_kilobytes_is_asked_about_and_can_be_too_large(judging):
    sentence = "System MUST lock the account after 10 failed attempts; "
    large = dossier(a_requirement("FR-003", sentence * 950, line=12))
    broken, _, told, api = await reviewed(judging, ACCUSES, confirms(("E1", "LIMIT = 5")), of=large)
    too_long = an_error(400, "invalid_request_error", "prompt is too long: 9 tokens > 8 maximum")
    failed, decision, none, _ = await reviewed(judging, too_long, of=large)

    assert len(large.features[0].head.requirements[0].text) > 50_000
    assert all(len(str(request)) < 200_000 for request in api.requests)
    assert (broken.answer, len(told)) == ("violated", 1)
    assert len(told[0].message) < 1_000
    assert (failed.answer, failed.failure.kind) == ("error", "too_large")
    assert_nobodys_fault(decision, none)
