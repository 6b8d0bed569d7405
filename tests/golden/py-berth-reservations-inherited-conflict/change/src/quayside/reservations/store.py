from collections import defaultdict
from threading import Lock

from fastapi import status

from quayside.berths import Berths
from quayside.errors import Conflict, DomainError
from quayside.reservations.models import Reservation


class BerthTaken(Conflict):
    code = "berth_taken"

    def __init__(self, standing: Reservation) -> None:
        self.free_from = standing.departure.isoformat()
        super().__init__(f"Berth {standing.berth} is taken until {self.free_from}")


class BoatTooLong(DomainError):
    code = "boat_too_long"
    status = status.HTTP_422_UNPROCESSABLE_CONTENT


class Reservations:
    def __init__(self, berths: Berths) -> None:
        self._berths = berths
        self._by_berth: dict[str, list[Reservation]] = defaultdict(list)
        self._lock = Lock()

    def add(self, wanted: Reservation, length_m: float) -> Reservation:
        berth = self._berths.get(wanted.berth)
        if length_m > berth.longest_m:
            raise BoatTooLong(f"Berth {berth.name} is for boats of up to {berth.longest_m:g} m")
        with self._lock:
            for standing in self._by_berth[berth.name]:
                if wanted.shares_a_night_with(standing):
                    raise BerthTaken(standing)
            self._by_berth[berth.name].append(wanted)
        return wanted
