from rota.shift import Shift


class Rota:
    def __init__(self) -> None:
        self._shifts: list[Shift] = []

    @property
    def shifts(self) -> tuple[Shift, ...]:
        return tuple(self._shifts)

    def enter(self, shift: Shift) -> None:
        self._shifts.append(shift)
