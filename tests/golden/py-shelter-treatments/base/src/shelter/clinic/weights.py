from fastapi import status
from pydantic import PositiveInt

from shelter.animals import AnimalOfPath
from shelter.clinic.router import router
from shelter.schema import Input


class NewWeight(Input):
    grams: PositiveInt


@router.post("/animals/{animal_id}/weights", status_code=status.HTTP_204_NO_CONTENT)
def add_weight(animal: AnimalOfPath, body: NewWeight) -> None:
    animal.weights_g.append(body.grams)


@router.get("/animals/{animal_id}/weights")
def weights(animal: AnimalOfPath) -> list[int]:
    return animal.weights_g
