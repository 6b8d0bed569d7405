from fastapi import FastAPI

from crewdesk.outbox import Outbox
from crewdesk.teams import Teams


def create_app(teams: Teams, outbox: Outbox) -> FastAPI:
    app = FastAPI(title="Crewdesk")
    app.state.teams = teams
    app.state.outbox = outbox
    return app
