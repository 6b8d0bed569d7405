"""The HTTP application: routes, and what lives as long as the process."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.web.health import Health
from app.web.webhook import Webhook


@dataclass(frozen=True, slots=True)
class Endpoints:
    """What answers requests."""

    webhook: Webhook
    health: Health


def application(open_service: Callable[[], AbstractAsyncContextManager[Endpoints]]) -> Starlette:
    """The application; the service is opened before the first request is served, and closed after the last."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncGenerator[None]:
        async with open_service() as endpoints:
            app.router.routes.extend(routes(endpoints))
            yield

    return Starlette(lifespan=lifespan)


def routes(endpoints: Endpoints) -> list[Route]:
    """Every address that the service answers."""
    health = endpoints.health
    return [
        Route("/webhooks/github", endpoints.webhook.receive, methods=["POST"]),
        Route("/healthz", _without_request(health.healthz)),
        Route("/readyz", _without_request(health.readyz)),
        Route("/metrics", _without_request(health.metrics)),
    ]


def _without_request(answer: Callable[[], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(_: Request) -> Response:
        return await answer()

    return endpoint
