from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request, status


@dataclass(frozen=True)
class Person:
    name: str
    is_ringer: bool = False


def current_person(request: Request, x_token: Annotated[str, Header()] = "") -> Person:
    person = request.app.state.people.get(x_token)
    if person is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Sign in first")
    return person


CurrentPerson = Annotated[Person, Depends(current_person)]
