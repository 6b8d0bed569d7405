from dataclasses import dataclass
from datetime import date
from threading import Lock

from fastapi import HTTPException, status

from townhall.clock import Clock, day_of
from townhall.petitions import Petition

MOST_FROM_ONE_ADDRESS = 20


@dataclass(frozen=True)
class Signature:
    petition_id: int
    name: str
    email: str
    address: str
    signed_on: date


class Signatures:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._signatures: list[Signature] = []
        self._lock = Lock()

    def sign(self, petition: Petition, name: str, email: str, address: str) -> None:
        if not petition.open:
            raise HTTPException(status.HTTP_410_GONE, "This petition is closed")
        with self._lock:
            signature = Signature(petition.id, name, email.casefold(), address, day_of(self._clock))
            if any((one.petition_id, one.email) == (petition.id, signature.email) for one in self._signatures):
                raise HTTPException(status.HTTP_409_CONFLICT, "You have signed this petition")
            if self._from_address(address, signature.signed_on) >= MOST_FROM_ONE_ADDRESS:
                raise HTTPException(status.HTTP_429_TOO_MANY_REQUESTS, "Too many signatures from your network today")
            self._signatures.append(signature)

    def latest(self, petition: Petition, most: int) -> list[Signature]:
        signed = [one for one in self._signatures if one.petition_id == petition.id]
        return signed[: -most - 1 : -1]

    def _from_address(self, address: str, day: date) -> int:
        return sum(one.address == address and one.signed_on == day for one in self._signatures)
