from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Enum, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

MAX_PIECES = 300


class Base(DeclarativeBase):
    pass


class Kiln(Base):
    __tablename__ = "kilns"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    placed_on: Mapped[date]
    firings: Mapped[list["Firing"]] = relationship(back_populates="kiln", cascade="all, delete-orphan")


class Atmosphere(StrEnum):
    OXIDATION = "oxidation"
    REDUCTION = "reduction"
    SALT = "salt"


class Firing(Base):
    __tablename__ = "firings"
    __table_args__ = (
        UniqueConstraint("kiln_id", "fired_on"),
        CheckConstraint(f"NOT (pieces_lost < 0 OR pieces_lost > {MAX_PIECES})", name="losses_fit_the_kiln"),
        CheckConstraint("length(note) <= 1000", name="note_is_short"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kiln_id: Mapped[int] = mapped_column(ForeignKey("kilns.id"))
    fired_on: Mapped[date]
    glazed: Mapped[bool] = mapped_column(default=False)
    pieces_lost: Mapped[int | None]
    atmosphere: Mapped[Atmosphere] = mapped_column(
        Enum(Atmosphere, values_callable=lambda members: [member.value for member in members]),
        default=Atmosphere.OXIDATION,
    )
    note: Mapped[str] = mapped_column(String(1000), default="")

    kiln: Mapped[Kiln] = relationship(back_populates="firings")
