from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kilnlog.models import Firing, Kiln


class Refused(Exception):
    """The firing cannot be recorded as it is."""


def record(session: Session, kiln: Kiln, day: date, **facts: Any) -> Firing:
    """Keeps a firing; facts have the names of the columns, and what is not said has its default."""
    if not day <= date.today():
        raise Refused(f"{day} has not come yet")
    firing = Firing(kiln_id=kiln.id, fired_on=day, **facts)
    try:
        with session.begin_nested():
            session.add(firing)
    except IntegrityError as error:
        raise Refused(str(error.orig)) from error
    session.refresh(kiln)
    return firing
