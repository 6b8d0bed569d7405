from datetime import date

from fastapi import APIRouter, Request

from birdlog.paging import PageOfQuery
from birdlog.people import CurrentPerson
from birdlog.sightings import Sighting, Wanted
from birdlog.visibility import visible

router = APIRouter()


@router.get("/sightings")
def sightings(
    request: Request,
    person: CurrentPerson,
    page: PageOfQuery,
    species: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[Sighting]:
    found = request.app.state.sightings.select(Wanted(species, since, until), page)
    return visible(found, person)
