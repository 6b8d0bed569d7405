from datetime import date

from fastapi import APIRouter, HTTPException, Request, status
from pydantic import BaseModel

from birdlog.people import CurrentPerson
from birdlog.sightings import Sighting
from birdlog.species import KNOWN

router = APIRouter()


class NewSighting(BaseModel):
    species: str
    place: str
    seen_on: date


@router.post("/sightings", status_code=status.HTTP_201_CREATED)
def report(body: NewSighting, person: CurrentPerson, request: Request) -> Sighting:
    if body.species not in KNOWN:
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT, f"Nobody knows the species {body.species}")
    return request.app.state.sightings.add(body.species, body.place, body.seen_on, person.name)
