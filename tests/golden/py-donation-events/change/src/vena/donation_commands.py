from dataclasses import dataclass

from vena.commands import Command
from vena.donation_events import DonationDiscarded, DonationRecorded
from vena.donations import Donations
from vena.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class NewDonation:
    bag: str
    donor_id: int
    volume_ml: int


@dataclass(frozen=True)
class Discard:
    bag: str
    reason: str


class RecordDonation(Command[NewDonation]):
    def run(self, request: NewDonation, work: UnitOfWork) -> None:
        work.publish(
            DonationRecorded(donation_id=request.bag, donor_id=request.donor_id, volume_ml=request.volume_ml)
        )
        Donations(work.connection).add(request.bag, request.donor_id, request.volume_ml)


class DiscardDonation(Command[Discard]):
    def run(self, request: Discard, work: UnitOfWork) -> None:
        work.publish(DonationDiscarded(donation_id=request.bag, reason=request.reason))
        Donations(work.connection).discard(request.bag, request.reason)
