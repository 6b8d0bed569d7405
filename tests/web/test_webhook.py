"""The endpoints over a real ledger; only the engine is left out."""

import asyncio
import json
from types import MappingProxyType

import httpx
import pytest
from fakes.forge import SECRET, signed
from fastapi import FastAPI

from app.ledger.ledger import SqlLedger
from app.ports import Unavailable
from app.web.application import Endpoints, add_routes
from app.web.body import LARGEST, TooSlow, read_body
from app.web.health import Health
from app.web.metrics import Metrics
from app.web.webhook import Webhook

PAYLOAD = {
    "action": "opened",
    "pull_request": {"number": 7, "head": {"sha": "a" * 40}},
    "repository": {"id": 2, "full_name": "acme/rag"},
    "installation": {"id": 1},
}
BODY = json.dumps(PAYLOAD).encode()


class IdleQueue:
    """An engine without work."""

    async def running(self):
        return 0


class AbsentQueue:
    async def running(self):
        message = "gone"
        raise Unavailable(message)


class Service:
    def __init__(self, ledger, queue=None):
        self.ledger = ledger
        self.woken = 0
        metrics = Metrics()
        webhook = Webhook(SECRET, ledger, self.wake, metrics)
        app = FastAPI()
        add_routes(app, Endpoints(webhook, Health(ledger, queue or IdleQueue(), metrics)))
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://service")

    def wake(self):
        self.woken += 1

    async def deliver(self, body=BODY, headers=None, **changes):
        return await self.client.post("/webhooks/github", content=body, headers=headers or signed(body, **changes))


@pytest.fixture
async def service(tmp_path):
    ledger = SqlLedger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    service = Service(ledger)
    yield service
    await service.client.aclose()
    ledger.close()


async def test_a_delivery_is_kept_and_acknowledged_with_its_id(service):
    answer = await service.deliver()

    assert (answer.status_code, answer.json()) == (202, {"delivery": "a-delivery", "receipt": "new"})
    assert (await service.ledger.waiting(), service.woken) == (1, 1)


async def test_a_repeat_is_acknowledged_and_kept_once(service):
    await service.deliver()

    answer = await service.deliver()

    assert (answer.status_code, answer.json()["receipt"]) == (202, "repeat")
    assert (await service.ledger.waiting(), service.woken) == (1, 1)


async def test_an_event_that_is_not_for_us_is_acknowledged_and_not_kept(service):
    answer = await service.deliver(b'{"zen": "Approachable is better than simple."}', event="ping")

    assert answer.status_code == 202
    assert answer.json()["ignored"] == "event `ping` is not for us"
    assert await service.ledger.waiting() == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"x-github-event": "pull_request", "x-github-delivery": "1"},
        {"x-github-event": "pull_request", "x-github-delivery": "1", "x-hub-signature-256": "sha256=" + "0" * 64},
    ],
)
async def test_an_unsigned_or_wrongly_signed_delivery_is_refused(service, headers):
    answer = await service.deliver(headers=headers)

    assert answer.status_code == 401
    assert "signed" in answer.json()["error"]
    assert await service.ledger.waiting() == 0


async def test_a_body_that_is_not_json_is_the_senders_fault(service):
    answer = await service.deliver(b"payload=%7B%7D")

    assert answer.status_code == 400
    assert "application/json" in answer.json()["error"]


async def test_a_body_of_25_mb_is_taken_and_one_byte_more_is_not(service):
    filler = b" " * (LARGEST - len(BODY))

    assert (await service.deliver(BODY + filler)).status_code == 202
    assert (await service.deliver(BODY + filler + b" ", delivery="2")).status_code == 413


async def test_a_body_without_an_announced_length_is_cut_off_at_the_limit(service):
    sent = 0

    async def endless():
        nonlocal sent
        while True:
            sent += 1_000_000
            yield b" " * 1_000_000

    answer = await service.client.post("/webhooks/github", content=endless(), headers=signed(b""))

    assert answer.status_code == 413
    assert sent <= LARGEST + 2_000_000


async def test_a_body_that_does_not_arrive_in_time_is_given_up():
    class Request:
        headers = MappingProxyType({})

        async def stream(self):
            yield b"{"
            await asyncio.Event().wait()

    with pytest.raises(TooSlow):
        await read_body(Request(), seconds=0.01)


async def test_a_delivery_that_cannot_be_kept_is_not_acknowledged(service, tmp_path):
    service.ledger._engine.dispose()
    (tmp_path / "ledger.sqlite").unlink()
    (tmp_path / "ledger.sqlite").mkdir()

    answer = await service.deliver()

    assert answer.status_code == 503
    assert service.woken == 0


async def test_a_service_whose_database_and_queue_answer_is_ready(service):
    assert (await service.client.get("/healthz")).status_code == 200
    answer = await service.client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok", "queue": "ok"})


async def test_a_service_whose_queue_does_not_answer_is_alive_and_not_ready(service):
    broken = Service(service.ledger, AbsentQueue())
    answer = await broken.client.get("/readyz")
    assert (answer.status_code, answer.json()["queue"]) == (503, "unreachable")
    assert (await broken.client.get("/healthz")).status_code == 200
    await broken.client.aclose()


async def test_metrics_count_deliveries_by_what_became_of_them(service):
    await service.deliver()
    await service.deliver()
    await service.deliver(headers={"x-hub-signature-256": "no"})

    text = (await service.client.get("/metrics")).text
    for line in ('{result="new"} 1.0', '{result="repeat"} 1.0', '{result="bad_signature"} 1.0'):
        assert f"speckeeper_deliveries_total{line}" in text
    assert "speckeeper_deliveries_waiting 1.0" in text
