from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request, status


@dataclass(frozen=True)
class Person:
    name: str
    roles: frozenset[str] = frozenset()


def current_person(request: Request, x_session: Annotated[str, Header()] = "") -> Person:
    person = request.app.state.sessions.get(x_session)
    if person is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Sign in first")
    return person


CurrentPerson = Annotated[Person, Depends(current_person)]


class HasRole:
    """A dependency that lets only people with a role pass."""

    def __init__(self, role: str) -> None:
        self._role = role

    def __call__(self, person: CurrentPerson) -> None:
        if self._role not in person.roles:
            raise HTTPException(status.HTTP_403_FORBIDDEN, f"This is for people with the role {self._role}")
