"""The interval in which a proportion lies, given how often something was seen."""

import math
from typing import Final

Z_95: Final = 1.959963984540054  # 97.5 % of the normal distribution lie below


def wilson(hits: int, total: int, z: float = Z_95) -> tuple[float, float]:
    """Wilson's score interval without continuity correction; from 0 to 1 where nothing was seen."""
    if not 0 <= hits <= total:
        raise ValueError(f"{hits} of {total} is no proportion")
    if total == 0:
        return 0.0, 1.0
    share, weight = hits / total, z * z / total
    middle = (share + weight / 2) / (1 + weight)
    spread = z * math.sqrt(share * (1 - share) / total + weight / (4 * total)) / (1 + weight)
    # Exactly 0 and 1 at the ends, where the formula only comes near.
    low = 0.0 if hits == 0 else max(0.0, middle - spread)
    high = 1.0 if hits == total else min(1.0, middle + spread)
    return low, high
