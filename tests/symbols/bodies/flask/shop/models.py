from dataclasses import dataclass

from pydantic import BaseModel, Field


class NewItem(BaseModel):
    title: str


class Item(NewItem):
    id: int


class Renamed(BaseModel):
    a: int = Field(alias="A")


@dataclass
class Point:
    x: int
    y: int


def load() -> list[Item]: ...


def find(id: str) -> Item: ...
