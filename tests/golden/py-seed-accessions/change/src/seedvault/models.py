from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Curator(Base):
    __tablename__ = "curators"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))


class Accession(Base):
    __tablename__ = "accessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    collection: Mapped[str] = mapped_column(String(3))
    number: Mapped[int]
    species: Mapped[str] = mapped_column(String(120))
    collected_on: Mapped[date | None]
    seeds: Mapped[int]


class GerminationTest(Base):
    __tablename__ = "germination_tests"

    id: Mapped[int] = mapped_column(primary_key=True)
    accession_id: Mapped[int] = mapped_column(ForeignKey("accessions.id"))
    tested_on: Mapped[date]
    sown: Mapped[int]
    germinated: Mapped[int]
