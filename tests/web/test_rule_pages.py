import httpx2
import pytest
from fastapi import FastAPI

from app.rules.catalogue import RULES
from app.web.rule_pages import rule_page


@pytest.fixture
async def client():
    app = FastAPI()
    app.add_api_route("/rules/{code}", rule_page, response_model=None)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://localhost") as client:
        yield client


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
async def test_every_rule_has_its_page(client, rule):
    answer = await client.get(f"/rules/{rule.code.lower()}")

    assert answer.status_code == 200
    assert f"{rule.name} ({rule.code})" in answer.text
    assert "<h1>How to fix it</h1>" in answer.text


async def test_an_unknown_code_shows_the_list_and_nothing_of_the_request(client):
    answer = await client.get("/rules/<script>")

    assert answer.status_code == 404
    assert "/rules/SPEC201" in answer.text
    assert "<script>" not in answer.text
