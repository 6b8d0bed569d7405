"""To which installation a row belongs, and all rows of an installation. Each function runs inside a transaction."""

import json
from collections.abc import Sequence

import sqlalchemy as sa

from app.domain.event import RepositoryRef
from app.ledger.tables import errands, inbox, metadata, reviews
from app.ports import NotFound

# Work comes first: whoever writes for a review or errand holds its row (see `owner`), or finds it gone.
_WORK = (inbox, reviews, errands)
_OWNED = tuple(table for table in metadata.sorted_tables if "installation_id" in table.c and table not in _WORK)


def repository_of(pull_request: str) -> int:
    """The repository that the key of a pull request or merge group names."""
    return int(pull_request.replace("@", "#").partition("#")[0])


def known_owner(connection: sa.Connection, repository_id: int) -> int | None:
    """The installation through which the repository is reached, as its newest review or errand has it.

    None when there is none: only a review or errand writes about a repository, so it was forgotten meanwhile, and
    nothing may be kept. Until the end of the transaction it is not forgotten.
    """
    for work in (reviews, errands):
        found = connection.execute(
            sa.select(work.c.installation_id)
            .where(work.c.repository_id == repository_id)
            .order_by(work.c.created_at.desc())
            .limit(1)
            .with_for_update(read=True, key_share=True)
        ).scalar()
        if found is not None:
            return int(found)
    return None


def owner(connection: sa.Connection, repository_id: int) -> int:
    """The same, for what must not get lost unnoticed. Raises NotFound."""
    found = known_owner(connection, repository_id)
    if found is None:
        raise NotFound(f"No review or errand of repository {repository_id} in the ledger: it was forgotten")
    return found


def owned(connection: sa.Connection, pull_request: str) -> dict[str, str | int]:
    """The columns that every row of a pull request has. Raises NotFound as `owner` does."""
    repository_id = repository_of(pull_request)
    installation_id = owner(connection, repository_id)
    return {"pull_request": pull_request, "installation_id": installation_id, "repository_id": repository_id}


def forget(connection: sa.Connection, installation_id: int, repositories: Sequence[int]) -> tuple[str, ...]:
    """Delete every row of an installation, or of some of its repositories; the ids of its reviews and errands."""
    connection.execute(inbox.delete().where(*_of(inbox, installation_id, repositories)))
    ended = [
        work_id
        for work in (reviews, errands)
        for work_id in connection.execute(
            work.delete().where(*_of(work, installation_id, repositories)).returning(work.c.id)
        ).scalars()
    ]
    for table in _OWNED:
        if "repository_id" in table.c or not repositories:
            connection.execute(table.delete().where(*_of(table, installation_id, repositories)))
    return tuple(ended)


def renamed(connection: sa.Connection, where: RepositoryRef) -> None:
    """Let all rows of a repository tell its name and installation of now; work that waits or runs goes by them."""
    for table, text in ((inbox, inbox.c.event), (reviews, reviews.c.plan), (errands, errands.c.event)):
        _rename(connection, table, text, where)
    for table in (*_WORK, *_OWNED):
        if "repository_id" in table.c:
            names = {name: value for name, value in where.model_dump().items() if name in table.c}
            connection.execute(table.update().where(table.c.repository_id == where.repository_id).values(names))


def _rename(connection: sa.Connection, table: sa.Table, text: sa.Column[str], where: RepositoryRef) -> None:
    """Plans and events are alike in this: JSON objects that name the repository and the installation."""
    (key,) = table.primary_key
    mine = (table.c.repository_id == where.repository_id, text.is_not(None))
    for row_id, before in connection.execute(sa.select(key, text).where(*mine).with_for_update()).all():
        after = json.dumps({**json.loads(before), **where.model_dump()})
        connection.execute(table.update().where(key == row_id).values({text: after}))


def _of(table: sa.Table, installation_id: int, repositories: Sequence[int]) -> tuple[sa.ColumnElement[bool], ...]:
    mine = table.c.installation_id == installation_id
    return (mine, table.c.repository_id.in_(repositories)) if repositories else (mine,)
