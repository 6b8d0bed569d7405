"""What is asked for the money there is."""

import asyncio

import pytest
from builders import FEATURE, a_requirement
from fakes.judge import ScriptedJudge, replied
from fakes.reader import FakeReader

from app.domain.claim import Claim
from app.domain.question import Packet, Question
from app.domain.usage import Usage
from app.domain.verdict import Accusation, Failure, Refutation
from app.workflow.budget import BudgetedJudge


def packet(number):
    subject = a_requirement(f"FR-{number:03}")
    return Packet(FEATURE, (Question(FEATURE, subject, (Claim(subject.key, "ticked", "why"),)),), ())


ACCUSED = Accusation("violated", "do what")
PACKETS = [packet(number) for number in range(1, 21)]


class Priced(ScriptedJudge):
    """Each call costs what `costs` says next, the last one for ever; a call takes a few turns of the loop."""

    def __init__(self, *costs, answer="unsure", failure=None):
        keys = [one.questions[0].subject.key for one in PACKETS]
        super().__init__(
            {key: failure or replied(key, answer) for key in keys}, dict.fromkeys(keys, Refutation(confirmed=False))
        )
        self._costs = list(costs)
        self.at_once = self.most_at_once = 0
        self.calls = 0

    async def ask(self, packet, reader=None):
        return await self._priced(super().ask(packet, reader))

    async def refute(self, question, packet, accusation, reader):
        return await self._priced(super().refute(question, packet, accusation, reader))

    async def _priced(self, work):
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        cost = self._costs.pop(0) if len(self._costs) > 1 else self._costs[0]
        for _ in range(60):
            await asyncio.sleep(0)
        replies, _ = await work
        self.at_once -= 1
        self.calls += 1
        return replies, Usage(0 if cost == 0 else 1, 100, 0, 10, cost)


async def ask_all(judge, packets=PACKETS):
    return await asyncio.gather(*(judge.ask(one) for one in packets))


def unasked(answers):
    return [isinstance(reply, Failure) and reply.kind == "budget" for reply, _ in answers]


async def test_without_a_limit_everything_is_asked_at_once():
    inner = Priced(1.0)

    answers = await ask_all(BudgetedJudge(inner, None))

    assert not any(unasked(answers))
    assert inner.most_at_once == 20


async def test_the_first_questions_are_asked_and_the_rest_is_told_what_to_do():
    inner = Priced(0.1)

    answers = await ask_all(BudgetedJudge(inner, 0.55))

    assert unasked(answers) == [False] * 5 + [True] * 15
    reply, usage = answers[-1]
    assert reply.message == (
        "Not asked: the 0.55 US dollars that this review may cost are used up; raise `budget`, or review again tomorrow"
    )
    assert usage == Usage()


async def test_the_first_question_goes_alone_because_it_tells_the_price():
    inner = Priced(0.1)

    await ask_all(BudgetedJudge(inner, 100.0))

    assert inner.calls == 20
    assert inner.most_at_once == 19


@pytest.mark.parametrize("limit", [0.0, 0.05, 0.25, 1.0])
async def test_however_many_ask_at_once_no_more_is_spent_than_the_limit_and_one_question(limit):
    inner = Priced(0.1)

    answers = await ask_all(BudgetedJudge(inner, limit))

    assert sum(usage.cost_usd for _, usage in answers) <= max(limit, 0.1 if limit else 0.0)
    assert inner.calls == sum(not one for one in unasked(answers))


async def test_what_costs_less_than_was_set_aside_lets_others_in():
    inner = Priced(0.2, 0.01)

    answers = await ask_all(BudgetedJudge(inner, 0.5))

    assert sum(not one for one in unasked(answers)) > 2
    assert sum(usage.cost_usd for _, usage in answers) <= 0.5


async def test_a_second_reading_that_is_called_for_goes_before_further_first_ones():
    inner = Priced(0.1, answer="violated")
    judge = BudgetedJudge(inner, 0.45)
    answers = [await judge.ask(one) for one in PACKETS[:4]]
    asked = PACKETS[: unasked(answers).count(False)]

    refuted = [await judge.refute(one.questions[0], one, ACCUSED, FakeReader({})) for one in asked]

    assert len(asked) == 2
    assert unasked(refuted) == [False, False]


async def test_every_accusation_of_one_request_has_its_second_reading_set_aside():
    def asking(*numbers):
        return Packet(FEATURE, tuple(PACKETS[number].questions[0] for number in numbers), ())

    judge = BudgetedJudge(Priced(0.1, answer="violated"), 0.45)
    several, _ = await judge.ask(asking(0, 1, 2))

    further, _ = await judge.ask(asking(3))
    refuted = [await judge.refute(asking(n).questions[0], asking(n), ACCUSED, None) for n in range(3)]

    assert len(several) == 3
    assert further.kind == "budget"
    assert unasked(refuted) == [False] * 3


@pytest.mark.parametrize("limit", [None, 1.0])
async def test_what_may_be_looked_at_is_passed_on_with_the_question(limit):
    inner, first, second = Priced(0.1), FakeReader({}), FakeReader({"a": "b"})
    judge = BudgetedJudge(inner, limit)

    await judge.ask(PACKETS[0], first)
    await judge.ask(PACKETS[0])
    await judge.refute(PACKETS[0].questions[0], PACKETS[0], ACCUSED, second)

    assert inner.first_readers == [first, None]
    assert inner.second_readers == [second]
    assert inner.refuted == [("FR-001", ACCUSED)]


async def test_a_second_reading_that_does_not_fit_is_not_made():
    inner = Priced(0.1, 0.4, answer="violated")
    judge = BudgetedJudge(inner, 0.45)
    question = PACKETS[0].questions[0]
    await judge.ask(PACKETS[0])

    first, _ = await judge.refute(question, PACKETS[0], ACCUSED, FakeReader({}))
    second, _ = await judge.refute(question, PACKETS[0], ACCUSED, FakeReader({}))

    assert isinstance(first, Refutation)
    assert second.kind == "budget"


async def test_where_the_price_is_unknown_everything_is_asked_and_counted():
    answers = await ask_all(BudgetedJudge(Priced(None), 0.01))

    assert not any(unasked(answers))
    total = sum((usage for _, usage in answers), Usage())
    assert (total.uncounted, total.cost_usd) == (20, None)


async def test_without_a_limit_nothing_is_uncounted():
    ((_, usage),) = await ask_all(BudgetedJudge(Priced(None), None), PACKETS[:1])

    assert usage.uncounted == 0


async def test_when_the_first_question_finds_the_model_away_the_others_are_not_sent_one_by_one():
    inner = Priced(0, failure=Failure("outage", "The model is away"))

    answers = await ask_all(BudgetedJudge(inner, 1.0))

    assert inner.calls == 1
    assert {reply.kind for reply, _ in answers} == {"outage"}


async def test_a_later_outage_stops_nobody():
    inner = Priced(0.1, 0, 0.1)

    answers = await ask_all(BudgetedJudge(inner, 10.0))

    assert inner.calls == 20
    assert not any(unasked(answers))


async def test_a_question_that_is_given_up_gives_back_what_was_set_aside():
    class Broken(Priced):
        async def ask(self, packet, reader=None):
            if packet is PACKETS[1]:
                raise RuntimeError("broken")
            return await super().ask(packet, reader)

    judge = BudgetedJudge(Broken(0.1), 0.35)
    await judge.ask(PACKETS[0])
    with pytest.raises(RuntimeError):
        await judge.ask(PACKETS[1])

    answers = [await judge.ask(one) for one in PACKETS[2:6]]

    assert unasked(answers) == [False, False, True, True]


async def test_second_readings_tell_a_price_too():
    inner = Priced(0.1)
    judge = BudgetedJudge(inner, 0.55)
    questions = [(one.questions[0], one) for one in PACKETS]

    answers = await asyncio.gather(*(judge.refute(*one, ACCUSED, FakeReader({})) for one in questions))

    assert unasked(answers) == [False] * 5 + [True] * 15
    assert inner.most_at_once == 4


async def test_a_day_that_is_overspent_leaves_nothing():
    ((reply, _),) = await ask_all(BudgetedJudge(Priced(0.1), -0.3), PACKETS[:1])

    assert reply.message.startswith("Not asked: the 0 US dollars that this review may cost are used up")
