from fastapi import FastAPI

from shelter.animals import Animal
from shelter.clinic import treatments, weights  # noqa: F401  (they put their routes on the router)
from shelter.clinic.chart import Chart
from shelter.clinic.router import router as clinic
from shelter.sessions import Person


def create_app(animals: list[Animal], sessions: dict[str, Person]) -> FastAPI:
    app = FastAPI(title="Shelter")
    app.state.animals = {animal.id: animal for animal in animals}
    app.state.sessions = sessions
    app.state.chart = Chart()
    app.include_router(clinic)
    return app
