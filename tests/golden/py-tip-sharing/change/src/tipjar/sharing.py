from collections.abc import Mapping

from tipjar.evening import SHORTEST


def shares(cents: int, minutes: Mapping[str, int]) -> dict[str, int]:
    """What each waiter gets of the jar, for the minutes that each has worked."""
    counted = {name: worked for name, worked in minutes.items() if not worked < SHORTEST}
    if not counted:
        raise ValueError("Nobody has worked long enough to get a share")
    paid = {name: cents * worked // sum(counted.values()) for name, worked in counted.items()}
    left = cents - sum(paid.values())
    for name in sorted(paid)[:left]:
        paid[name] += 1
    return dict.fromkeys(minutes, 0) | paid
