from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

USUAL = 50
MOST = 200
DEEPEST = 100_000


@dataclass(frozen=True)
class Page:
    number: Annotated[int, Query(alias="page", ge=1, le=DEEPEST)] = 1
    size: Annotated[int, Query(ge=1, le=MOST)] = USUAL

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size


PageOfQuery = Annotated[Page, Depends()]
