"""What of a large change no question was asked about: said, so that nobody takes silence for approval."""

from collections.abc import Iterator, Sequence

from app.domain.question import Bearing
from app.stages.packets import SHARED_BUDGET
from app.stages.pool import Pool

_NAMED = 5


def unshown(pool: Pool, bearings: Sequence[Bearing]) -> Iterator[str]:
    """A sentence, where some of the change bears on no question; a small change is shown whole to every one."""
    if pool.size <= SHARED_BUDGET or not bearings:
        return
    borne = {piece.span for bearing in bearings for piece in bearing.code}
    left = [excerpt.span for excerpt in pool.excerpts if excerpt.span not in borne]
    if left:
        files = list(dict.fromkeys(span.path for span in left))
        named = ", ".join(f"`{path}`" for path in files[:_NAMED])
        more = f" and {len(files) - _NAMED} more files" if len(files) > _NAMED else ""
        yield (
            f"The change is larger than one question can show: {len(left)} of its {len(pool.excerpts)} parts match no "
            f"question well enough and were not shown to the model, in {named}{more}"
        )
