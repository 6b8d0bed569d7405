from rota.limits import LONGEST, REST
from rota.shift import Shift


class Refused(ValueError):
    pass


class Rota:
    def __init__(self) -> None:
        self._shifts: list[Shift] = []

    @property
    def shifts(self) -> tuple[Shift, ...]:
        return tuple(self._shifts)

    def enter(self, shift: Shift) -> None:
        if shift.end - shift.begin > LONGEST:
            raise Refused(f"{shift.person} cannot work for {shift.end - shift.begin}")
        near = [other for other in self._shifts if other.person == shift.person and _tired(other, shift)]
        if near:
            raise Refused(f"{shift.person} has too little rest after or before {near[0].begin:%d %b %H:%M}")
        self._shifts.append(shift)


def _tired(other: Shift, shift: Shift) -> bool:
    return other.begin - REST < shift.end and shift.begin < other.end + REST
