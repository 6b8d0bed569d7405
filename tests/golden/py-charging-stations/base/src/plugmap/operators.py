from dataclasses import dataclass
from typing import Annotated

from fastapi import Header, HTTPException, Request, status


@dataclass(frozen=True)
class Operator:
    name: str
    key: str


def current_operator(request: Request, x_operator_key: Annotated[str, Header()]) -> Operator:
    for operator in request.app.state.operators:
        if operator.key == x_operator_key:
            return operator
    raise HTTPException(status.HTTP_401_UNAUTHORIZED)
