from fastapi import FastAPI

from quayside import errors
from quayside.berths import Berths
from quayside.reservations.routes import router
from quayside.reservations.store import Reservations


def create_app(berths: Berths) -> FastAPI:
    app = FastAPI(title="Quayside")
    errors.install(app)
    app.include_router(router(Reservations(berths)))

    @app.get("/berths")
    def list_berths() -> list[str]:
        return berths.names()

    return app
