from contextlib import asynccontextmanager

import pytest
from fakes.messages_api import MessagesApi

from app.judge.anthropic_judge import AnthropicJudge
from app.judge.settings import JudgeSettings


@pytest.fixture
def judging():
    """A judge over an in-memory endpoint; every request it makes must be one that the real API would take."""
    apis: list[MessagesApi] = []

    @asynccontextmanager
    async def judge(*answers, **settings):
        api = MessagesApi(*answers)
        apis.append(api)
        made = JudgeSettings(**{"api_key": "key", "base_url": "http://127.0.0.1:1", "max_retries": 2, **settings})
        async with AnthropicJudge(made, api.client()) as opened:
            yield opened, api

    yield judge
    assert [violation for api in apis for violation in api.violations] == []
