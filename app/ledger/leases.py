"""Who alone may do a thing. Runs inside a transaction."""

import sqlalchemy as sa

from app.ledger.tables import leases
from app.ledger.upsert import put_new


def lease(connection: sa.Connection, name: str, holder: str, until: float, now: float) -> bool:
    """Take or renew a lease; False while another holds it."""
    free = sa.or_(leases.c.holder == holder, leases.c.until <= now)
    taken = connection.execute(leases.update().where(leases.c.name == name, free).values(holder=holder, until=until))
    return taken.rowcount == 1 or put_new(connection, leases, {"name": name, "holder": holder, "until": until})
