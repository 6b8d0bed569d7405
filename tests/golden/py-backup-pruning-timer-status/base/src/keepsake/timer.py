"""What the timer makes of the status that a command ends with."""

from enum import IntEnum, auto


class Then(IntEnum):
    WAIT_FOR_TOMORROW = 0
    TRY_AGAIN = auto()
    MEND_THE_UNIT = auto()
    GIVE_UP = auto()
