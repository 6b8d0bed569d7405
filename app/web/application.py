"""The HTTP application: routes, and what lives as long as the process."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI

from app.web.health import Health
from app.web.webhook import Webhook


@dataclass(frozen=True, slots=True)
class Endpoints:
    """What answers requests."""

    webhook: Webhook
    health: Health


def application(open_service: Callable[[], AbstractAsyncContextManager[Endpoints]]) -> FastAPI:
    """The application; the service is opened before the first request is served, and closed after the last."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        async with open_service() as endpoints:
            add_routes(app, endpoints)
            yield

    return FastAPI(title="Speckeeper", lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)


def add_routes(app: FastAPI, endpoints: Endpoints) -> None:
    """Every address that the service answers."""
    add = app.add_api_route
    add("/webhooks/github", endpoints.webhook.receive, methods=["POST"], response_model=None)
    add("/healthz", endpoints.health.healthz, methods=["GET"], response_model=None)
    add("/readyz", endpoints.health.readyz, methods=["GET"], response_model=None)
    add("/metrics", endpoints.health.metrics, methods=["GET"], response_model=None)
