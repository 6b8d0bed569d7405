"""GitHub as the network shows it at its worst: what the simulator, a well-behaved server, cannot do."""

import httpx
import pytest
import respx
from fakes.forge import key_pair

from app.domain.event import ReviewPlan
from app.github.api import Api
from app.github.errors import Retry
from app.github.host import GitHubHost
from app.ports import Unavailable

API = "https://github.example/api/v3"
TOKENS = f"{API}/app/installations/1/access_tokens"
PLAN = ReviewPlan(installation_id=1, repository_id=2, repository="acme/rag", number=3, head_sha="a" * 40)


@pytest.fixture
async def host():
    api = Api("1", key_pair()[0], API, retry=Retry(first_wait=0.001))
    host = GitHubHost(api)
    yield host
    await api.close()


@respx.mock
@pytest.mark.parametrize(
    "fault",
    [httpx.ConnectTimeout("slow"), httpx.ReadTimeout("slow"), httpx.ConnectError("refused"), httpx.ReadError("cut")],
)
async def test_a_connection_that_fails_is_unavailable(host, fault):
    respx.post(TOKENS).mock(side_effect=fault)

    with pytest.raises(Unavailable):
        await host.discussion(PLAN)


@respx.mock
@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_page_in_place_of_json_is_unavailable(host, status):
    respx.post(TOKENS).respond(status, text="<html>Unicorn!</html>", headers={"content-type": "text/html"})

    with pytest.raises(Unavailable):
        await host.discussion(PLAN)


@respx.mock
async def test_a_token_answer_without_a_token_is_unavailable(host):
    respx.post(TOKENS).respond(201, json={"message": "Something else"})

    with pytest.raises(Unavailable):
        await host.discussion(PLAN)
