from typing import Annotated

from fastapi import Depends, FastAPI

from cantor.members import Member, current_member


def create_app(members: list[Member]) -> FastAPI:
    app = FastAPI(title="Cantor")
    app.state.members = members

    @app.get("/me")
    def me(member: Annotated[Member, Depends(current_member)]) -> dict[str, str | None]:
        return {"name": member.name, "voice": member.voice}

    return app
