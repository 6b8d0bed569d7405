from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Header, HTTPException, Request, status

Voice = Literal["soprano", "alto", "tenor", "bass"]


@dataclass(frozen=True)
class Member:
    key: str
    name: str
    voice: Voice | None = None
    conducts: bool = False


def current_member(request: Request, x_member_key: Annotated[str, Header()] = "") -> Member:
    for member in request.app.state.members:
        if member.key == x_member_key:
            return member
    raise HTTPException(status.HTTP_401_UNAUTHORIZED)


def conductor(member: Annotated[Member, Depends(current_member)]) -> Member:
    if not member.conducts:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "Only conductors can do this")
    return member
