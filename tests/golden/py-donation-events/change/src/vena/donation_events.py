from dataclasses import dataclass

from vena.events import Event


@dataclass(frozen=True, kw_only=True)
class DonationRecorded(Event):
    donation_id: str
    donor_id: int
    volume_ml: int


@dataclass(frozen=True, kw_only=True)
class DonationDiscarded(Event):
    donation_id: str
    reason: str
