from collections.abc import Sequence

from fastapi import FastAPI

from plugmap.operators import Operator


def create_app(operators: Sequence[Operator] = ()) -> FastAPI:
    app = FastAPI(title="Plugmap", version="1.0.0")
    app.state.operators = operators

    @app.get("/operators")
    def list_operators() -> list[str]:
        return sorted(operator.name for operator in operators)

    return app
