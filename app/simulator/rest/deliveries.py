"""The log of webhook deliveries, and delivering once more."""

import json
from datetime import timedelta

from app.simulator.call import Call, Endpoint
from app.simulator.objects.common import stamp
from app.simulator.state import Attempt, Delivery
from app.simulator.wire import Answer, Json, JsonObject, Refusal, not_found

KEPT = timedelta(days=3)  # docs.github.com/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks
MOST_PER_PAGE = 100


def _attempts(call: Call) -> list[tuple[Delivery, Attempt]]:
    """Every attempt for the App in the last three days, newest first."""
    since = call.store.now() - KEPT
    found = [
        (delivery, attempt)
        for delivery in call.store.deliveries.values()
        for attempt in delivery.attempts
        if delivery.app_id == call.caller.id and attempt.delivered_at >= since
    ]
    return sorted(found, key=lambda pair: -pair[1].id)


def _item(delivery: Delivery, attempt: Attempt) -> JsonObject:
    return {
        "id": attempt.id,
        "guid": delivery.guid,
        "delivered_at": stamp(attempt.delivered_at),
        "redelivery": attempt.redelivery,
        "duration": attempt.duration,
        "status": attempt.status,
        "status_code": attempt.status_code,
        "event": delivery.event,
        "action": delivery.action,
        "installation_id": delivery.installation_id,
        "repository_id": delivery.repository_id,
        "throttled_at": None,
    }


def list_deliveries(call: Call) -> Answer:
    """`GET /app/hook/deliveries`, by cursor."""
    size = call.query.get("per_page", "30")
    most = min(int(size) if size.isdecimal() else 30, MOST_PER_PAGE)
    found, cursor = _attempts(call), call.query.get("cursor")
    wanted = call.query.get("status")
    if wanted is not None:
        found = [pair for pair in found if pair[1].succeeded == (wanted == "success")]
    if cursor is not None:
        if not cursor.isdecimal():
            raise Refusal(400, "Invalid cursor")
        found = [pair for pair in found if pair[1].id <= int(cursor)]
    headers: dict[str, str] = {}
    if len(found) > most:
        status = f"&status={wanted}" if wanted else ""
        headers["Link"] = f'<{call.url}?per_page={most}&cursor={found[most][1].id}{status}>; rel="next"'
    return Answer([_item(*pair) for pair in found[:most]], headers=headers)


def _one(call: Call) -> tuple[Delivery, Attempt]:
    number = call.number("delivery_id")
    for delivery, attempt in _attempts(call):
        if attempt.id == number:
            return delivery, attempt
    raise not_found()


def get_delivery(call: Call) -> Answer:
    """`GET /app/hook/deliveries/{id}`, with what was sent and answered."""
    delivery, attempt = _one(call)
    sent: Json = json.loads(delivery.payload)
    more: JsonObject = {
        "url": call.store.apps[delivery.app_id].webhook_url,
        "request": {"headers": delivery.headers, "payload": sent},
        "response": {"headers": {}, "payload": attempt.response},
    }
    return Answer({**_item(delivery, attempt), **more})


def redeliver(call: Call) -> Answer:
    """`POST /app/hook/deliveries/{id}/attempts`: accepted, and sent after the answer."""
    delivery, _ = _one(call)
    call.hooks.again(delivery)
    return Answer({}, status=202)


ENDPOINTS = (
    Endpoint("GET", "/app/hook/deliveries", list_deliveries, "app"),
    Endpoint("GET", "/app/hook/deliveries/{delivery_id}", get_delivery, "app"),
    Endpoint("POST", "/app/hook/deliveries/{delivery_id}/attempts", redeliver, "app"),
)
