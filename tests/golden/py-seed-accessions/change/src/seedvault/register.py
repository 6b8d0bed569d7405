from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from seedvault.entries import AccessionEntry, GerminationEntry
from seedvault.models import Accession, GerminationTest


class Refused(Exception):
    """The register would no longer hold together."""


class Register:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, entry: AccessionEntry) -> Accession:
        accession = Accession(**entry.model_dump())
        self._session.add(accession)
        self._commit()
        return accession

    def delete(self, accession: Accession) -> None:
        self._session.delete(accession)
        self._commit()

    def note(self, entry: GerminationEntry) -> GerminationTest:
        test = GerminationTest(**entry.model_dump())
        self._session.add(test)
        self._commit()
        return test

    def _commit(self) -> None:
        try:
            self._session.commit()
        except IntegrityError as error:
            self._session.rollback()
            raise Refused(str(error.orig)) from error
