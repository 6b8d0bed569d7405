"""The application, put together."""

from fastapi import FastAPI

from ragline.access_log import AccessLog
from ragline.api.documents import documents_router
from ragline.api.errors import install_error_handlers
from ragline.clock import Clock, utc_now
from ragline.settings import Settings
from ragline.store import VectorStore


def create_app(settings: Settings | None = None, clock: Clock = utc_now) -> FastAPI:
    """A new application with an empty store."""
    settings = settings or Settings()
    store = VectorStore()
    app = FastAPI(title="Ragline")
    app.add_middleware(AccessLog)
    install_error_handlers(app)
    app.include_router(documents_router(store, settings, clock))
    return app
