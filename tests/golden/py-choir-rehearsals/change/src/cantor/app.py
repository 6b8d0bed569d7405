from typing import Annotated

from fastapi import Depends, FastAPI

from cantor.members import Member, current_member
from cantor.rehearsal_routes import router
from cantor.rehearsals import Rehearsals


def create_app(members: list[Member], rehearsals: Rehearsals | None = None) -> FastAPI:
    app = FastAPI(title="Cantor")
    app.state.members = members
    app.include_router(router(rehearsals or Rehearsals()))

    @app.get("/me")
    def me(member: Annotated[Member, Depends(current_member)]) -> dict[str, str | None]:
        return {"name": member.name, "voice": member.voice}

    return app
