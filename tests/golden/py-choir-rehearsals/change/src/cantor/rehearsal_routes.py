from typing import Self

from fastapi import APIRouter, Depends, status
from pydantic import AwareDatetime, BaseModel, model_validator

from cantor.members import conductor, current_member
from cantor.rehearsals import Rehearsal, Rehearsals


class NewRehearsal(BaseModel):
    title: str
    place: str
    begin: AwareDatetime
    end: AwareDatetime

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        if self.end <= self.begin:
            raise ValueError("end has to be after begin")
        return self


def router(rehearsals: Rehearsals) -> APIRouter:
    routes = APIRouter(prefix="/rehearsals", dependencies=[Depends(current_member)])

    @routes.post("", status_code=status.HTTP_201_CREATED, dependencies=[Depends(conductor)])
    def announce(body: NewRehearsal) -> Rehearsal:
        return rehearsals.announce(**body.model_dump())

    @routes.get("")
    def coming() -> list[Rehearsal]:
        return rehearsals.coming()

    return routes
