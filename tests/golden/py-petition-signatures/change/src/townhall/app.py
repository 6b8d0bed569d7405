from fastapi import FastAPI

from townhall.clock import Clock, utc_now
from townhall.petitions import Petition, Petitions
from townhall.signature_routes import router
from townhall.signatures import Signatures


def create_app(petitions: Petitions, clock: Clock = utc_now) -> FastAPI:
    app = FastAPI(title="Townhall")
    app.include_router(router(petitions, Signatures(clock)))

    @app.get("/petitions")
    def list_petitions() -> list[Petition]:
        return petitions.all()

    return app
