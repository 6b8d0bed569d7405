from typing import Annotated

from fastapi import Depends, HTTPException, Request, status
from pydantic import Field

from shelter.animals import AnimalOfPath
from shelter.clinic.chart import Chart, Treatment
from shelter.clinic.router import router
from shelter.schema import Input, Name, Remark
from shelter.sessions import CurrentPerson


class NewTreatment(Input):
    medicine: Name
    dose_mg: Annotated[float, Field(gt=0, strict=True, allow_inf_nan=False)]
    note: Remark = ""


def chart_of(request: Request) -> Chart:
    return request.app.state.chart


ShelterChart = Annotated[Chart, Depends(chart_of)]


@router.post("/animals/{animal_id}/treatments", status_code=status.HTTP_201_CREATED)
def record(animal: AnimalOfPath, body: NewTreatment, person: CurrentPerson, chart: ShelterChart) -> Treatment:
    if animal.adopted_on is not None:
        raise HTTPException(status.HTTP_409_CONFLICT, f"{animal.name} was adopted")
    treatment = Treatment(**body.model_dump(), vet=person.name)
    chart.record(animal.id, treatment)
    return treatment


@router.get("/animals/{animal_id}/treatments")
def treatments(animal: AnimalOfPath, chart: ShelterChart) -> list[Treatment]:
    return chart.of(animal.id)
