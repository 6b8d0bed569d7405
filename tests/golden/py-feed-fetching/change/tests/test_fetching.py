import httpx
import pytest

from gazette.feed import Feed
from gazette.fetching import fetch
from gazette.retrying import Passing


@pytest.fixture
def waits(monkeypatch):
    waits = []
    monkeypatch.setattr("time.sleep", waits.append)
    return waits


def client(*statuses):
    answers = iter(statuses)
    return httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(next(answers), text="<rss/>")))


def test_a_restart_is_outlasted(waits):
    assert fetch(client(503, 503, 200), Feed("https://daily.example/rss")) == "<rss/>"
    assert waits == [1, 2]


def test_four_failures_are_enough(waits):
    with pytest.raises(Passing):
        fetch(client(503, 500, 502, 503, 200), Feed("https://daily.example/rss"))
    assert waits == [1, 2, 4]


def test_what_is_gone_is_gone(waits):
    with pytest.raises(httpx.HTTPStatusError):
        fetch(client(410, 200), Feed("https://daily.example/rss"))
    assert waits == []


def test_an_unchanged_feed_is_not_read(waits):
    assert fetch(client(304), Feed("https://daily.example/rss", tag='"a1"')) is None
