from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status
from pydantic import BaseModel, EmailStr

from crewdesk.auth import current_user_id
from crewdesk.invitations.service import (
    InvitationExpired,
    Invitations,
    NotAnOwner,
    TooManyInvitations,
    UnknownInvitation,
)

router = APIRouter()
UserId = Annotated[int, Depends(current_user_id)]


class NewInvitation(BaseModel):
    email: EmailStr


def invitations() -> Invitations:
    raise NotImplementedError("overridden by the application")


Service = Annotated[Invitations, Depends(invitations)]


@router.post("/teams/{team_id}/invitations", status_code=status.HTTP_201_CREATED)
def create(team_id: int, body: NewInvitation, user_id: UserId, service: Service) -> dict[str, str]:
    try:
        invitation = service.create(team_id, body.email, user_id)
    except NotAnOwner:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "Only owners can invite") from None
    except TooManyInvitations:
        raise HTTPException(status.HTTP_409_CONFLICT, "Too many open invitations") from None
    return {"email": invitation.email, "created_at": invitation.created_at.isoformat()}


@router.post("/invitations/{token}/accept")
def accept(token: str, user_id: UserId, service: Service) -> dict[str, str]:
    try:
        team = service.accept(token, user_id)
    except UnknownInvitation:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "There is no such invitation") from None
    except InvitationExpired:
        raise HTTPException(status.HTTP_410_GONE, "This invitation has expired") from None
    return {"team": team.name}
