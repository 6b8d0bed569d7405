from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from kilnlog.models import Kiln


def place(session: Session, name: str, day: date) -> Kiln:
    kiln = Kiln(name=name, placed_on=day)
    session.add(kiln)
    session.flush()
    return kiln


def find(session: Session, name: str) -> Kiln | None:
    return session.scalar(select(Kiln).where(Kiln.name == name))


def remove(session: Session, kiln: Kiln) -> None:
    session.delete(kiln)
    session.flush()
