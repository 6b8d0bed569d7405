from fastapi import FastAPI

from shelter.animals import Animal
from shelter.clinic import weights
from shelter.sessions import Person


def create_app(animals: list[Animal], sessions: dict[str, Person]) -> FastAPI:
    app = FastAPI(title="Shelter")
    app.state.animals = {animal.id: animal for animal in animals}
    app.state.sessions = sessions
    app.include_router(weights.router)
    return app
