"""`POST /webhooks/github`: verified, kept durably, acknowledged; the work begins after the answer."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Final, Literal, Protocol

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse

from app.domain.event import Event, Ignored, WorkEvent
from app.github.events import BadDelivery, BadSignature, event_from
from app.ports import Unavailable
from app.web.body import TooLarge, TooSlow, read_body
from app.web.metrics import Metrics

_LARGE: Final = 256 * 1024  # hashed and parsed in a thread, so that others do not wait
_log = structlog.stdlib.get_logger()


class Inbox(Protocol):
    """The part of the ledger that keeps deliveries."""

    async def receive(self, event: WorkEvent) -> Literal["new", "again", "repeat"]:
        """Keep a delivery durably. Raises Unavailable."""
        ...


class Webhook:
    """The endpoint over the inbox. `secret` is what GitHub signs with; `wake` tells that a delivery waits."""

    def __init__(self, secret: str, ledger: Inbox, wake: Callable[[], None], metrics: Metrics) -> None:
        self._secret = secret
        self._ledger = ledger
        self._wake = wake
        self._metrics = metrics

    async def receive(self, request: Request) -> JSONResponse:
        """One delivery: 202 when it is kept or not for us; else whose fault it is."""
        began = time.perf_counter()
        answer, result = await self._answer(request)
        self._metrics.delivered(result, time.perf_counter() - began)
        _log.info(
            "webhook.answered",
            delivery=request.headers.get("x-github-delivery", "")[:64],
            event_type=request.headers.get("x-github-event", "")[:64],
            result=result,
            status=answer.status_code,
        )
        return answer

    async def _answer(self, request: Request) -> tuple[JSONResponse, str]:
        try:
            body = await read_body(request)
            event = await self._parse(request.headers, body)
            return await self._keep(request.headers["x-github-delivery"], event)
        except TooLarge:
            return _error(413, "The body is larger than 25 MB"), "too_large"
        except TooSlow:
            return _error(408, "The body did not arrive in time"), "too_slow"
        except ClientDisconnect:
            return _error(400, "The connection ended before the body did"), "disconnected"
        except BadSignature as error:
            return _error(401, str(error)), "bad_signature"
        except BadDelivery as error:
            return _error(400, str(error)), "bad_delivery"
        except Unavailable as error:
            _log.warning("webhook.not_kept", error=str(error))
            return _error(503, "The delivery could not be kept; deliver it again"), "unavailable"

    async def _parse(self, headers: Mapping[str, str], body: bytes) -> Event:
        if len(body) < _LARGE:
            return event_from(headers, body, self._secret)
        return await asyncio.to_thread(event_from, headers, body, self._secret)

    async def _keep(self, delivery: str, event: Event) -> tuple[JSONResponse, str]:
        if isinstance(event, Ignored):
            return JSONResponse({"delivery": delivery, "ignored": event.reason}, 202), "ignored"
        receipt = await self._ledger.receive(event)
        if receipt != "repeat":
            self._wake()
        return JSONResponse({"delivery": delivery, "receipt": receipt}, 202), receipt


def _error(status: int, message: str) -> JSONResponse:
    return JSONResponse({"error": message}, status)
