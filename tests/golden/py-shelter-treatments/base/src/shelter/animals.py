from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from fastapi import Depends, HTTPException, Request, status


@dataclass
class Animal:
    id: int
    name: str
    adopted_on: date | None = None
    weights_g: list[int] = field(default_factory=list)


def animal_of_path(animal_id: int, request: Request) -> Animal:
    try:
        return request.app.state.animals[animal_id]
    except KeyError:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "There is no such animal") from None


AnimalOfPath = Annotated[Animal, Depends(animal_of_path)]
