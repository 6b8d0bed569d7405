from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status
from pydantic import BaseModel

from plugmap.operators import Operator, current_operator
from plugmap.stations import NoStation, OtherOperator, Reported, Stations, Status

PAGE = 100


class Report(BaseModel):
    status: Reported


class Station(BaseModel):
    id: int
    operator: str
    latitude: float
    longitude: float
    status: Status


def router(stations: Stations) -> APIRouter:
    routes = APIRouter(prefix="/stations")

    @routes.get("")
    def list_stations(operator: str = "") -> list[Station]:
        return [
            Station(
                id=site.id,
                operator=site.operator,
                latitude=site.latitude,
                longitude=site.longitude,
                status=stations.status(site),
            )
            for site in stations.sites(operator or None, PAGE)
        ]

    @routes.put(
        "/{station_id}/status",
        status_code=status.HTTP_204_NO_CONTENT,
        responses={403: {"description": "The station of another operator"}, 404: {"description": "No such station"}},
    )
    def report_status(
        station_id: int, report: Report, operator: Annotated[Operator, Depends(current_operator)]
    ) -> None:
        try:
            stations.report(station_id, report.status, operator.name)
        except NoStation:
            raise HTTPException(status.HTTP_404_NOT_FOUND, "There is no such station") from None
        except OtherOperator:
            raise HTTPException(status.HTTP_403_FORBIDDEN, "This is not your station") from None

    return routes
