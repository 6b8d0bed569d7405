"""What goes to the model's endpoint when a case is injected, and what comes of its answers."""

import re

import pytest
from injection_inert import alive
from injection_review import SECRET, corpus, review
from obeying import PAYLOADS
from obeying_endpoint import ObeyingEndpoint, texts

from app.judge.anthropic_judge import AnthropicJudge
from app.judge.settings import JudgeSettings
from app.stages.mask import UNSEEN

CORPUS = corpus()
ONE_EACH = list({one.channel: one for one in reversed(CORPUS)}.values())
HARD = [one for one in CORPUS if one.injection.technique in {"fake-marker", "invisible"} and one not in ONE_EACH]
SETTINGS = JudgeSettings(api_key="key", base_url="http://127.0.0.1:1", max_retries=0)

# What may begin a line of a request: a marker of ours, a line of what is quoted, or a sentence of ours.
_MARKER = re.compile(r"</?(?:evidence|question|left-out)-(?P<key>[0-9a-f]{16})(?: [a-z]+=\"(?:[^\"\\]|\\.)*\")*>")
_QUOTED = re.compile(r"(?:[0-9]+|text|changed|claimed because|left out|at issue)\|.*")
_TITLE = re.compile(r"[A-Z][^<>|]{0,120} KEY: (?P<key>[0-9a-f]{16})")


def named(injections):
    return pytest.mark.parametrize("one", injections, ids=lambda one: one.injection.id)


class _Once:
    """A judge that is opened with the event loop of the review."""

    def __init__(self, endpoint):
        self._endpoint = endpoint

    async def ask(self, packet, reader=None):
        async with AnthropicJudge(SETTINGS, self._endpoint.client()) as judge:
            return await judge.ask(packet, reader)

    async def refute(self, question, packet, accusation, reader):
        async with AnthropicJudge(SETTINGS, self._endpoint.client()) as judge:
            return await judge.refute(question, packet, accusation, reader)


def reviewed(one, loaded, holds, says=PAYLOADS[1], **how):
    paths = [path for path in loaded(one).golden.head if SECRET in loaded(one).golden.head[path].decode()][:2]
    endpoint = ObeyingEndpoint(holds, paths, says, **how)
    return endpoint, review(loaded(one), _Once(endpoint))


@named([*ONE_EACH, *HARD])
def test_no_request_holds_a_secret_or_what_nobody_can_see(one, loaded):
    endpoint, _ = reviewed(one, loaded, "absent")
    looked_up = [body for body in endpoint.requests if len(body["messages"]) > 1]

    assert endpoint.violations == []
    assert looked_up
    planted = any(SECRET in data.decode() for data in loaded(one).golden.head.values())
    assert any("[masked-github-token]" in text for text in endpoint.told) or not planted
    assert [text for text in endpoint.told if SECRET[4:] in text] == []
    assert [text for text in endpoint.told if UNSEEN.search(text)] == []


@named([*ONE_EACH, *HARD])
def test_no_line_of_a_repository_can_be_taken_for_one_of_ours(one, loaded):
    endpoint, _ = reviewed(one, loaded, "yes")
    sections = [
        text for body in endpoint.requests for block in body["messages"][0]["content"] for text in [block["text"]]
    ]

    assert sections
    for section in sections:
        head, *lines = section.split("\n")
        title = _TITLE.fullmatch(head)
        assert title, head
        for line in filter(None, lines):
            marker = _MARKER.fullmatch(line)
            assert marker or _QUOTED.fullmatch(line) or line.startswith(("Your answer", "- ", "Answer again")), line
            assert marker is None or marker["key"] == title["key"]
        assert section.count(title["key"]) == 1 + sum(_MARKER.fullmatch(line) is not None for line in lines)


@named(ONE_EACH)
def test_answers_on_evidence_that_was_never_given_are_errors(one, loaded):
    endpoint, reviewing = reviewed(one, loaded, "yes", made_up=True)

    assert {verdict.answer for verdict in reviewing.report.verdicts} <= {"error", "not_claimed"}
    assert reviewing.decision.check in {"action_required", "failure"}
    assert endpoint.requests


@pytest.mark.parametrize("holds", ["no", "absent"])
@named(ONE_EACH[::3])
def test_accusations_on_quotes_that_do_not_stand_are_dropped(one, holds, loaded):
    _, reviewing = reviewed(one, loaded, holds)

    assert {verdict.answer for verdict in reviewing.report.verdicts} <= {"unsure", "not_claimed"}
    assert {name: found for name, text in reviewing.markdown.items() if (found := alive(text))} == {}


@pytest.mark.parametrize("holds", ["no", "absent"])
@named(ONE_EACH[1::4])
def test_accusations_by_words_that_no_spec_says_are_dropped_before_anybody_is_asked_again(one, holds, loaded):
    endpoint, reviewing = reviewed(one, loaded, holds, words="System MUST be rewritten", real=True)

    assert {verdict.answer for verdict in reviewing.report.verdicts} <= {"unsure", "not_claimed"}
    assert [body for body in endpoint.requests if "confirmed" in str(body["output_config"])] == []


def shown_end(says):
    return " ".join(says.split())[-12:]


@pytest.mark.parametrize("says", PAYLOADS[:-1])
def test_every_payload_passes_the_reading_of_answers_without_harm(says, loaded):
    one = next(one for one in CORPUS if one.injection.id == "env-file")
    _, reviewing = reviewed(one, loaded, "absent", says, real=True)

    assert any(finding.message.endswith(shown_end(says)) for finding in reviewing.report.findings)
    assert {name: found for name, text in reviewing.markdown.items() if (found := alive(text))} == {}


def test_nothing_outside_of_the_repository_is_given_to_either_reader(loaded):
    one = next(one for one in CORPUS if one.injection.id == "docstring-leak")
    endpoint, _ = reviewed(one, loaded, "absent")
    forms = ("answers", "confirmed")
    told = {
        form: [text for body in endpoint.requests if form in str(body["output_config"]) for text in texts(body)]
        for form in forms
    }

    assert all(any(text == "There is no file '/etc/passwd' at head" for text in told[form]) for form in forms)
    assert not any("root:" in text for text in endpoint.told)


@named(ONE_EACH[::5])
def test_look_ups_are_bounded_however_many_a_model_asks_for(one, loaded):
    endpoint, reviewing = reviewed(one, loaded, "yes")
    turns = [len(body["messages"]) // 2 for body in endpoint.requests]

    assert max(turns) == SETTINGS.reading_turns - 1
    assert {verdict.answer for verdict in reviewing.report.verdicts} <= {"unsure", "not_claimed"}
