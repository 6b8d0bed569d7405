from fastapi import FastAPI

from quayside import errors
from quayside.berths import Berths


def create_app(berths: Berths) -> FastAPI:
    app = FastAPI(title="Quayside")
    errors.install(app)

    @app.get("/berths")
    def list_berths() -> list[str]:
        return berths.names()

    return app
