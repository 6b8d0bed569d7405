"""The HTTP application: routes, and what lives as long as the process."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from app.web.health import Health
from app.web.rule_pages import rule_page
from app.web.setup_page import setup_page
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

    # No description of the interface is served: its one user is GitHub, and its form is GitHub's.
    return FastAPI(title="Speckeeper", lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)


def add_routes(app: FastAPI, endpoints: Endpoints) -> None:
    """Every address that the service answers."""
    health = endpoints.health

    async def webhook(request: Request) -> Response:
        return await endpoints.webhook.receive(request)

    app.add_api_route("/webhooks/github", webhook, methods=["POST"], response_model=None)
    app.add_api_route("/healthz", health.healthz, response_model=None)
    app.add_api_route("/readyz", health.readyz, response_model=None)
    app.add_api_route("/metrics", health.metrics, response_model=None)
    app.add_api_route("/rules/{code}", rule_page, response_model=None)
    app.add_api_route("/setup", setup_page, response_model=None)
