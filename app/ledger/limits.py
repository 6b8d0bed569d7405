"""How often: turns to write to GitHub, commands, refusals. Each function runs inside a transaction."""

from typing import Final

import sqlalchemy as sa

from app.ledger.locks import alone
from app.ledger.marks import mark
from app.ledger.owner import owned
from app.ledger.tables import commands, errands, refusals, usage, write_slots
from app.ledger.upsert import put_new

_HOUR: Final = 3_600.0
_HOURLY: Final = 450  # GitHub takes 500 requests an hour that create content; some are left for retries


def write_slot(connection: sa.Connection, installation_id: int, spacing: float, now: float) -> float:
    """Take the next turn of an installation; the seconds to wait for it."""
    alone(connection, f"write_slot:{installation_id}")
    mine = write_slots.c.installation_id == installation_id
    turns = sa.select(write_slots.c.at).where(mine).order_by(write_slots.c.at.desc()).limit(1)
    last = connection.execute(turns).scalar()
    an_hour_of_turns_ago = connection.execute(turns.offset(_HOURLY - 1)).scalar()
    turn = max(
        now,
        now if last is None else last + spacing,
        now if an_hour_of_turns_ago is None else an_hour_of_turns_ago + _HOUR,
    )
    connection.execute(write_slots.insert().values(installation_id=installation_id, at=turn))
    connection.execute(write_slots.delete().where(mine, write_slots.c.at < turn - _HOUR))
    return turn - now


def count_command(connection: sa.Connection, pull_request: str, login: str, since: float, now: float) -> int:
    """Note a command; how many since that moment, this one among them."""
    connection.execute(commands.insert().values(login=login, at=now, **owned(connection, pull_request)))
    mine = (commands.c.pull_request == pull_request, commands.c.login == login, commands.c.at > since)
    return connection.execute(sa.select(sa.func.count()).select_from(commands).where(*mine)).scalar_one()


def first_refusal(  # noqa: PLR0913, PLR0917 - what is refused to whom, where, and when
    connection: sa.Connection, pull_request: str, login: str, what: str, errand: str, now: float
) -> bool:
    """Note a refusal; whether it is the first of its kind. Together with that, `errand` is about to tell it."""
    row = {**owned(connection, pull_request), "login": login, "what": what, "at": now}
    first = put_new(connection, refusals, row)
    if first:
        mark(connection, errands, errand, replying=True)
    return first


def spent_usd(connection: sa.Connection, repository_id: int, since: float) -> float:
    """What the reviews of a repository cost that ended since that moment."""
    mine = (usage.c.repository_id == repository_id, usage.c.finished_at > since)
    return connection.execute(sa.select(sa.func.coalesce(sa.func.sum(usage.c.cost_usd), 0.0)).where(*mine)).scalar_one()
