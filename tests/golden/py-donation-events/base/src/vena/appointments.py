from dataclasses import dataclass

from vena.commands import Command
from vena.events import Event
from vena.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Booking:
    donor_id: int
    starts_at: str


@dataclass(frozen=True, kw_only=True)
class AppointmentBooked(Event):
    donor_id: int
    starts_at: str


class BookAppointment(Command[Booking]):
    def run(self, request: Booking, work: UnitOfWork) -> None:
        work.connection.execute(
            "INSERT INTO appointments (donor_id, starts_at) VALUES (?, ?)", (request.donor_id, request.starts_at)
        )
        work.publish(AppointmentBooked(donor_id=request.donor_id, starts_at=request.starts_at))
