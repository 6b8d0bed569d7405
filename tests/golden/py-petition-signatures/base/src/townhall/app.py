from fastapi import FastAPI

from townhall.petitions import Petition, Petitions


def create_app(petitions: Petitions) -> FastAPI:
    app = FastAPI(title="Townhall")

    @app.get("/petitions")
    def list_petitions() -> list[Petition]:
        return petitions.all()

    return app
