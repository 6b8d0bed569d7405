from fastapi import FastAPI

from toolshed.calendar import Today, real_today
from toolshed.desk import Desk
from toolshed.http.desk_api import desk_api
from toolshed.tools import Shelf


def create_app(shelf: Shelf, today: Today = real_today) -> FastAPI:
    app = FastAPI(title="Toolshed")

    @app.get("/tools")
    def tools() -> list[dict[str, str]]:
        return [{"code": tool.code, "name": tool.name} for tool in shelf.all()]

    app.include_router(desk_api(Desk(shelf, today)))
    return app
