"""What people decided. Each function runs inside a transaction.

Those that keep something raise NotFound when the repository was forgotten meanwhile.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from app.domain.decisions import Acceptance, Decisions, Waiver
from app.domain.event import ReviewPlan
from app.ledger.owner import owned, owner
from app.ledger.tables import acceptances, configurations, corrections, usage, waivers
from app.ledger.upsert import put


def read(connection: sa.Connection, plan: ReviewPlan, now: float) -> Decisions:
    """What was decided about a pull request. Waivers that have run out are there, too."""
    pull_request = plan.pull_request
    waived = sa.select(waivers.c.waiver).where(waivers.c.pull_request == pull_request).order_by(waivers.c.kept_at)
    accepted = sa.select(acceptances).where(acceptances.c.pull_request == pull_request)
    corrected = sa.select(corrections.c.feature).where(corrections.c.pull_request == pull_request)
    valid = sa.select(configurations.c.text).where(configurations.c.repository_id == plan.repository_id)
    return Decisions(
        today=datetime.fromtimestamp(now, UTC).date().isoformat(),
        waivers=tuple(Waiver.model_validate_json(text) for text in connection.execute(waived).scalars()),
        accepted=tuple(
            Acceptance(fingerprint=row.fingerprint, basis=row.basis, by=row.by)
            for row in connection.execute(accepted.order_by(acceptances.c.kept_at))
        ),
        feature=connection.execute(corrected).scalar() or "",
        last_valid=connection.execute(valid).scalar(),
        first_contact=not _held_another(connection, plan),
    )


def waive(connection: sa.Connection, pull_request: str, waiver: Waiver, now: float) -> None:
    """Keep a waiver; it replaces an earlier one of the same subject."""
    row = {"subject": waiver.subject, "waiver": waiver.model_dump_json(), "kept_at": now}
    put(connection, waivers, [{**owned(connection, pull_request), **row}])


def unwaive(connection: sa.Connection, pull_request: str, subject: str) -> bool:
    """Take a waiver back; False when there is none."""
    mine = (waivers.c.pull_request == pull_request, waivers.c.subject == subject)
    return connection.execute(waivers.delete().where(*mine)).rowcount == 1


def accept(connection: sa.Connection, pull_request: str, accepted: Sequence[Acceptance], now: float) -> None:
    """Keep acceptances; one of the same texts stays whose it was first."""
    if accepted:
        owns = owned(connection, pull_request)
        rows = [{**owns, **one.model_dump(), "kept_at": now} for one in accepted]
        put(connection, acceptances, rows, keep=("by", "kept_at"))


def correct_feature(connection: sa.Connection, pull_request: str, feature: str, now: float) -> None:
    """Keep which feature the pull request is about; empty takes a correction back."""
    if feature:
        put(connection, corrections, [{**owned(connection, pull_request), "feature": feature, "kept_at": now}])
    else:
        connection.execute(corrections.delete().where(corrections.c.pull_request == pull_request))


def keep_configuration(connection: sa.Connection, repository_id: int, text: str, now: float) -> None:
    """Remember a configuration of the base branch that is valid."""
    row = {"repository_id": repository_id, "installation_id": owner(connection, repository_id)}
    put(connection, configurations, [{**row, "text": text, "kept_at": now}])


def _held_another(connection: sa.Connection, plan: ReviewPlan) -> bool:
    """Whether another pull request of the repository was held to a spec. The books know longer than the reviews."""
    query = sa.select(usage.c.review_id).where(
        usage.c.repository_id == plan.repository_id,
        usage.c.held.is_(sa.true()),
        usage.c.pull_request != plan.pull_request,
    )
    return connection.execute(query.limit(1)).first() is not None
