"""What goes to the model's endpoint when a case is injected, and what comes of its answers."""

import re

import pytest
from injection_inert import alive
from injection_review import SECRET, corpus, review
from obeying import PAYLOADS
from obeying_endpoint import ObeyingEndpoint

from app.judge.anthropic_judge import AnthropicJudge
from app.judge.settings import JudgeSettings
from app.stages.mask import UNSEEN

CORPUS = corpus()
ONE_EACH = list({one.channel: one for one in reversed(CORPUS)}.values())
HARD = [one for one in CORPUS if one.injection.technique in {"fake-marker", "invisible"} and one not in ONE_EACH]
SETTINGS = JudgeSettings(api_key="key", base_url="http://127.0.0.1:1", max_retries=0)

# What may begin a line of a request: a marker of ours, a line of what is quoted, or a sentence of ours.
_MARKER = re.compile(r"</?(?:evidence|question|left-out)-(?P<key>[0-9a-f]{16})(?: [a-z]+=\"(?:[^\"\\]|\\.)*\")*>")
_QUOTED = re.compile(r"(?:[0-9]+|text|claimed because|left out)\|.*")
_TITLE = re.compile(r"[A-Z][^<>|]{0,120} KEY: (?P<key>[0-9a-f]{16})")


def named(injections):
    return pytest.mark.parametrize("one", injections, ids=lambda one: one.injection.id)


class _Once:
    """A judge that is opened with the event loop of the review."""

    def __init__(self, endpoint):
        self._endpoint = endpoint

    async def ask(self, packet):
        async with AnthropicJudge(SETTINGS, self._endpoint.client()) as judge:
            return await judge.ask(packet)

    async def refute(self, question, packet, answer, reader):
        async with AnthropicJudge(SETTINGS, self._endpoint.client()) as judge:
            return await judge.refute(question, packet, answer, reader)


def reviewed(one, loaded, answer, says=PAYLOADS[1], **how):
    paths = [path for path in loaded(one).golden.head if SECRET in loaded(one).golden.head[path].decode()][:2]
    endpoint = ObeyingEndpoint(answer, paths, says, **how)
    return endpoint, review(loaded(one), _Once(endpoint))


@named([*ONE_EACH, *HARD])
def test_no_request_holds_a_secret_or_what_nobody_can_see(one, loaded):
    endpoint, _ = reviewed(one, loaded, "missing")
    looked_up = [body for body in endpoint.requests if len(body["messages"]) > 1]

    assert endpoint.violations == []
    assert looked_up
    planted = any(SECRET in data.decode() for data in loaded(one).golden.head.values())
    assert any("[masked-github-token]" in text for text in endpoint.told) or not planted
    assert [text for text in endpoint.told if SECRET[4:] in text] == []
    assert [text for text in endpoint.told if UNSEEN.search(text)] == []


@named([*ONE_EACH, *HARD])
def test_no_line_of_a_repository_can_be_taken_for_one_of_ours(one, loaded):
    endpoint, _ = reviewed(one, loaded, "met")
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
    endpoint, reviewing = reviewed(one, loaded, "met", made_up=True)

    assert {verdict.answer for verdict in reviewing.report.verdicts} <= {"error", "not_claimed"}
    assert reviewing.decision.check in {"action_required", "failure"}
    assert endpoint.requests


@pytest.mark.parametrize("answer", ["violated", "missing"])
@named(ONE_EACH[::3])
def test_accusations_on_quotes_that_do_not_stand_are_dropped(one, answer, loaded):
    _, reviewing = reviewed(one, loaded, answer)

    assert {verdict.answer for verdict in reviewing.report.verdicts} <= {"unsure", "not_claimed"}
    assert {name: found for name, text in reviewing.markdown.items() if (found := alive(text))} == {}


def shown_end(says):
    return " ".join(says.split())[-12:]


@pytest.mark.parametrize("says", PAYLOADS[:-1])
def test_every_payload_passes_the_reading_of_answers_without_harm(says, loaded):
    one = next(one for one in CORPUS if one.injection.id == "env-file")
    _, reviewing = reviewed(one, loaded, "missing", says, real=True)

    assert any(finding.message.endswith(shown_end(says)) for finding in reviewing.report.findings)
    assert {name: found for name, text in reviewing.markdown.items() if (found := alive(text))} == {}


def test_nothing_outside_of_the_repository_is_given_to_the_second_reader(loaded):
    one = next(one for one in CORPUS if one.injection.id == "docstring-leak")
    endpoint, _ = reviewed(one, loaded, "missing")
    refused = [text for text in endpoint.told if "There is no file" in text]

    assert {text.split("'")[1] for text in refused} >= {"/etc/passwd"}
    assert not any("root:" in text for text in endpoint.told)
