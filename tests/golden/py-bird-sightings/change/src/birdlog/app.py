import sqlite3
from collections.abc import Mapping

from fastapi import FastAPI

from birdlog import listing, reporting
from birdlog.people import Person
from birdlog.sightings import Sightings


def create_app(people: Mapping[str, Person], database: str = "birdlog.db") -> FastAPI:
    app = FastAPI(title="Birdlog")
    app.state.people = people
    app.state.sightings = Sightings(sqlite3.connect(database, check_same_thread=False))
    app.include_router(reporting.router)
    app.include_router(listing.router)
    return app
