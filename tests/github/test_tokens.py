"""Tokens are kept as long as they are good, and no longer than people need to grant what is missing."""

import pytest

from app.github.tokens import Tokens


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(forge):
    clock = Clock()
    clock.now = forge._now().timestamp()
    return clock


def asked(forge):
    return sum("/access_tokens" in route for route in forge.asked())


async def test_a_token_is_asked_for_once_until_it_is_about_to_expire(api, forge, clock):
    tokens = Tokens(api._app, clock)
    where = forge.installation.id, forge.repository.id
    token = await tokens.get(*where)

    clock.now += 40 * 60
    assert await tokens.get(*where) == token
    clock.now += 15 * 60
    assert await tokens.get(*where) != token
    assert asked(forge) == 2


async def test_a_token_that_lacks_a_permission_is_asked_for_anew_after_five_minutes(api, forge, clock):
    forge.installation.permissions["pull_requests"] = "read"
    tokens = Tokens(api._app, clock)
    where = forge.installation.id, forge.repository.id
    assert (await tokens.granted(*where))["pull_requests"] == "read"

    forge.installation.permissions["pull_requests"] = "write"
    clock.now += 4 * 60
    assert (await tokens.granted(*where))["pull_requests"] == "read"
    clock.now += 2 * 60
    assert (await tokens.granted(*where))["pull_requests"] == "write"


async def test_a_token_for_all_repositories_is_another_than_that_for_one(api, forge, clock):
    tokens = Tokens(api._app, clock)
    one = await tokens.get(forge.installation.id, forge.repository.id)

    assert await tokens.get(forge.installation.id, None) != one
