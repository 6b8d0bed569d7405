from collections.abc import Callable
from datetime import date

Today = Callable[[], date]


def real_today() -> date:
    return date.today()
