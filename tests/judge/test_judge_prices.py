from datetime import date

import pytest

from app.judge.message import Message, usage_of
from app.judge.prices import Tokens, cost_usd, price_table
from app.judge.settings import JudgeSettings

MILLION = 1_000_000


@pytest.mark.parametrize(
    ("model", "tokens", "cost"),
    [
        ("claude-sonnet-5-5", Tokens(fresh=MILLION), 2.0),
        ("claude-sonnet-5-5", Tokens(output=MILLION), 10.0),
        ("claude-sonnet-5-5", Tokens(cache_read=MILLION), 0.10),  # given in the table
        ("claude-sonnet-5-5", Tokens(cache_write=MILLION), 2.5),
        ("claude-opus-5-5", Tokens(cache_read=MILLION), 0.4),  # a tenth of the input
        ("claude-opus-5-5", Tokens(cache_write=MILLION), 5.0),  # five quarters of the input
        ("claude-opus-5-5", Tokens(1000, 2000, 3000, 400), (4 * 1000 + 0.4 * 2000 + 5 * 3000 + 20 * 400) / MILLION),
        ("claude-opus-5-5-20260915", Tokens(fresh=MILLION), 4.0),
        ("claude-haiku-5-5", Tokens(fresh=100_000), 0.01),
        ("claude-haiku-5-5", Tokens(fresh=60_000, cache_read=40_001), None),  # dearer there, by how much is unknown
        ("claude-opus-5-5-turbo", Tokens(fresh=1), None),
        ("llama", Tokens(), None),
    ],
)
def test_cost_is_tokens_times_price(model, tokens, cost):
    assert cost_usd(model, tokens) == (cost if cost is None else pytest.approx(cost))


def test_the_table_says_of_when_it_is():
    assert price_table().as_of >= date(2026, 11, 1)
    assert price_table().source


def test_the_default_models_have_a_price():
    settings = JudgeSettings("key")

    assert price_table().price(settings.verdict_model)
    assert price_table().price(settings.refute_model)


def test_usage_counts_every_kind_of_token():
    usage = {
        "input_tokens": 10,
        "cache_read_input_tokens": 200,
        "cache_creation_input_tokens": 3000,
        "output_tokens": 40,
        "service_tier": "standard",
    }
    message = Message.model_validate({"content": [], "stop_reason": "end_turn", "usage": usage})
    counted = usage_of(message, "claude-opus-5-5")

    assert (counted.input_tokens, counted.cached_input_tokens, counted.cache_write_tokens) == (3210, 200, 3000)
    assert counted.output_tokens == 40
    assert counted.cost_usd == pytest.approx((4 * 10 + 0.4 * 200 + 5 * 3000 + 20 * 40) / MILLION)


def test_one_unknown_price_makes_the_sum_unknown():
    known = usage_of(Message(content=[], stop_reason="end_turn"), "claude-opus-5-5")
    unknown = usage_of(Message(content=[], stop_reason="end_turn"), "llama")

    assert (known + known).cost_usd == 0.0
    assert (known + unknown).cost_usd is None
    assert (known + unknown).model_calls == 2
