from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kilnlog.models import Firing, Kiln


class Line(NamedTuple):
    kiln: str
    firings: int
    last: date | None


def overview(session: Session) -> Sequence[Line]:
    query = (
        select(Kiln.name, func.count(Firing.id), func.max(Firing.fired_on))
        .outerjoin(Kiln.firings)
        .group_by(Kiln.id, Kiln.name)
        .order_by(Kiln.name)
    )
    return [Line(*row) for row in session.execute(query)]
