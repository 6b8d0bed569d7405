from fastapi import FastAPI

from toolshed.tools import Shelf


def create_app(shelf: Shelf) -> FastAPI:
    app = FastAPI(title="Toolshed")

    @app.get("/tools")
    def tools() -> list[dict[str, str]]:
        return [{"code": tool.code, "name": tool.name} for tool in shelf.all()]

    return app
