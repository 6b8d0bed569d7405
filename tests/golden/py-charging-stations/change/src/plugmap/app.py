from collections.abc import Sequence

from fastapi import FastAPI

from plugmap.operators import Operator
from plugmap.station_routes import router
from plugmap.stations import Stations


def create_app(operators: Sequence[Operator] = (), stations: Stations | None = None) -> FastAPI:
    app = FastAPI(title="Plugmap", version="1.0.0")
    app.state.operators = operators
    app.include_router(router(stations or Stations([])))

    @app.get("/operators")
    def list_operators() -> list[str]:
        return sorted(operator.name for operator in operators)

    return app
