from fastapi import FastAPI

from crewdesk.invitations import routes
from crewdesk.invitations.service import Invitations
from crewdesk.outbox import Outbox
from crewdesk.teams import Teams


def create_app(teams: Teams, outbox: Outbox, base_url: str = "https://crewdesk.example.com") -> FastAPI:
    app = FastAPI(title="Crewdesk")
    app.state.teams = teams
    app.state.outbox = outbox
    service = Invitations(teams, outbox, base_url)
    app.dependency_overrides[routes.invitations] = lambda: service
    app.include_router(routes.router)
    return app
