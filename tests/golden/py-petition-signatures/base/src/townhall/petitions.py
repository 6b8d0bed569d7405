from dataclasses import dataclass

from fastapi import HTTPException, status


@dataclass
class Petition:
    id: int
    title: str
    open: bool = True


class Petitions:
    def __init__(self, *petitions: Petition) -> None:
        self._by_id = {petition.id: petition for petition in petitions}

    def get(self, petition_id: int) -> Petition:
        try:
            return self._by_id[petition_id]
        except KeyError:
            raise HTTPException(status.HTTP_404_NOT_FOUND, "There is no such petition") from None

    def all(self) -> list[Petition]:
        return list(self._by_id.values())
