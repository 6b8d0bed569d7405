from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from reuse.items import Item

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class NewItem(BaseModel):
    what: Text
    hall: Text
    brought_on: date


class Taker(BaseModel):
    name: Text
    card: Text


class ItemBody(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    what: str
    hall: str
    brought_on: date

    @classmethod
    def of(cls, item: Item) -> "ItemBody":
        return cls.model_validate(item)
