"""Who may see which sightings."""

from collections.abc import Iterable

from birdlog.people import Person
from birdlog.sightings import Sighting
from birdlog.species import PROTECTED


def may_see(person: Person, sighting: Sighting) -> bool:
    return sighting.species not in PROTECTED or person.is_ringer or sighting.observer == person.name


def visible(sightings: Iterable[Sighting], person: Person) -> list[Sighting]:
    return [sighting for sighting in sightings if may_see(person, sighting)]
