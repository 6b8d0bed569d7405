from datetime import date
from typing import Self

from fastapi import APIRouter, status
from pydantic import BaseModel, PositiveFloat, model_validator

from quayside.reservations.models import Reservation
from quayside.reservations.store import Reservations


class NewReservation(BaseModel):
    berth: str
    boat: str
    length_m: PositiveFloat
    arrival: date
    departure: date

    @model_validator(mode="after")
    def departs_after_arrival(self) -> Self:
        if self.departure <= self.arrival:
            raise ValueError("departure has to be after arrival")
        return self


class Reserved(BaseModel):
    id: str


def router(reservations: Reservations) -> APIRouter:
    routes = APIRouter()

    @routes.post("/reservations", status_code=status.HTTP_201_CREATED)
    def reserve(body: NewReservation) -> Reserved:
        wanted = Reservation(body.berth, body.boat, body.arrival, body.departure)
        return Reserved(id=reservations.add(wanted, body.length_m).id)

    return routes
