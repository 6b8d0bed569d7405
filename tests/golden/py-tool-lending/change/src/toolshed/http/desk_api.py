from datetime import date

from fastapi import APIRouter, HTTPException, status
from pydantic import BaseModel

from toolshed.desk import BringBackFirst, Desk, NotNow, UnknownTool


class Wish(BaseModel):
    tool: str
    member: str


class Lent(BaseModel):
    id: int
    due: date


class Late(BaseModel):
    id: int
    tool: str
    member: str
    days_late: int


def desk_api(desk: Desk) -> APIRouter:
    api = APIRouter(prefix="/loans")

    @api.post("", status_code=status.HTTP_201_CREATED)
    def lend(wish: Wish) -> Lent:
        try:
            handout = desk.hand_out(wish.tool, wish.member)
        except UnknownTool:
            raise HTTPException(status.HTTP_404_NOT_FOUND, "No tool has this code") from None
        except BringBackFirst:
            raise HTTPException(status.HTTP_403_FORBIDDEN, "Bring back what is late first") from None
        except NotNow:
            raise HTTPException(status.HTTP_409_CONFLICT, "The tool is out, or three are enough") from None
        return Lent(id=handout.number, due=handout.until)

    @api.get("/late")
    def late() -> list[Late]:
        return [
            Late(id=handout.number, tool=handout.tool.name, member=handout.member, days_late=days)
            for handout, days in desk.late()
        ]

    @api.delete("/{loan_id}", status_code=status.HTTP_204_NO_CONTENT)
    def give_back(loan_id: int) -> None:
        try:
            desk.take_back(loan_id)
        except KeyError:
            raise HTTPException(status.HTTP_404_NOT_FOUND, "There is no such loan") from None
        except NotNow:
            raise HTTPException(status.HTTP_409_CONFLICT, "It is back already") from None

    return api
