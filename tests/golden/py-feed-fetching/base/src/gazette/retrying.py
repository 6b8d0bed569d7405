"""Calls that may fail for a while."""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
WAITS = (1, 2, 4)


class Passing(Exception):
    """Something that may be over in a moment."""


def again(call: Callable[P, R]) -> Callable[P, R]:
    """The call, repeated after each of the waits for as long as it raises Passing."""

    @wraps(call)
    def patient(*args: P.args, **kwargs: P.kwargs) -> R:
        for wait in WAITS:
            try:
                return call(*args, **kwargs)
            except Passing:
                time.sleep(wait)
        return call(*args, **kwargs)

    return patient
