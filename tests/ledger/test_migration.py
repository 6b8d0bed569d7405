"""A database of the first version, with rows in it."""

import json

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from ledger_events import A, B, a_comment, a_plan, a_reviewed, an_event, decide, taken

from app.ledger.ledger import SqlLedger
from app.ledger.tables import REVISION, inbox, metadata, reviews, usage

MANY = 450  # more rows than the migration holds in memory at once
EVENT = {
    "delivery": "waiting",
    "action": "opened",
    "installation_id": 1,
    "repository_id": 2,
    "repository": "acme/rag",
    "number": 9,
    "head_sha": A,
    "draft": False,
    "closed": False,
    "updated_at": "2026-11-23T05:00:00Z",
}
PLAN = {name: EVENT[name] for name in ("installation_id", "repository_id", "repository", "head_sha")}
REVIEWED = {"report": json.loads(a_reviewed().report.model_dump_json()), "conclusion": "success"}


def a_review(number, **changes):
    fields = {
        "id": f"2-{number}-{A}-1",
        "pull_request": f"2#{number}",
        "head_sha": A,
        "event_at": "",
        "plan": json.dumps({**PLAN, "number": number}),
        "skip": None,
        "state": "completed",
        "started": True,
        "announcing": True,
        "check_id": 5_000_000_000,
        "completing": True,
        "reviewed": None,
        "crashes": 0,
        "github_requests": 3,
        "created_at": 900_000.0,
        "finished_at": 900_001.0,
    }
    return {**fields, **changes}


def a_delivery(delivery, **changes):
    fields = {"delivery": delivery, "action": "opened", "event": None, "state": "done", "note": "", "attempts": 1}
    return {**fields, "review_id": None, "received_at": 900_000.0, "finished_at": None, **changes}


def booked(review):
    counts = dict.fromkeys(("model_calls", "input_tokens", "cached_input_tokens", "output_tokens"), 1)
    fields = {"review_id": review, "installation_id": 1, "repository": "acme/rag", "cost_usd": 0.5}
    return {**fields, **counts, "github_requests": 3, "seconds": 1.0, "finished_at": 999_000.0}


ROWS = {
    "reviews": [
        a_review(7, reviewed=json.dumps(REVIEWED)),
        a_review(8, state="open", completing=False, finished_at=None),
        *(a_review(number) for number in range(100, 100 + MANY)),
    ],
    "inbox": [
        a_delivery("waiting", event=json.dumps(EVENT), state="received"),
        a_delivery("working", state="working", review_id=f"2-8-{A}-1"),
        a_delivery("dropped", finished_at=900_000.0),
    ],
    "usage": [booked(f"2-7-{A}-1"), booked(f"2-6-{B}-3"), *(booked(f"3-1-{n:040x}-1") for n in range(MANY))],
    "executors": [{"id": "one", "beat_at": 1.0}],
}


@pytest.fixture
def old(url):
    """The address of a database with the tables of the first version, filled."""
    engine = sa.create_engine(url)
    config = Config()
    config.set_main_option("script_location", "app.ledger:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    first = sa.MetaData()
    first.reflect(engine)
    with engine.begin() as connection:
        for table, rows in ROWS.items():
            connection.execute(first.tables[table].insert(), rows)
    engine.dispose()
    return url


@pytest.fixture
def upgraded(old, clock):
    ledger = SqlLedger.open(old, clock)
    yield ledger
    ledger.close()


def counts(ledger):
    with ledger._engine.begin() as connection:
        tables = [metadata.tables[name] for name in ROWS]
        return [connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() for table in tables]


def test_every_row_is_still_there_in_the_tables_of_now(upgraded):
    assert counts(upgraded) == [len(rows) for rows in ROWS.values()]
    with upgraded._engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert context.get_current_revision() == REVISION
        assert compare_metadata(context, metadata) == []


def test_values_of_the_first_version_are_unchanged_and_every_row_but_one_knows_whose_it_is(upgraded):
    with upgraded._engine.begin() as connection:
        for name, rows in ROWS.items():
            table = metadata.tables[name]
            (key,) = table.primary_key
            found = {row[key.name]: row for row in connection.execute(sa.select(table)).mappings()}
            assert all({column: found[row[key.name]][column] for column in row} == row for row in rows)
        for table, strangers in ((reviews, []), (usage, []), (inbox, ["dropped"])):
            (key,) = table.primary_key
            unknown = sa.or_(
                table.c.installation_id != 1, table.c.installation_id.is_(None), table.c.repository_id.is_(None)
            )
            assert list(connection.execute(sa.select(key).where(unknown)).scalars()) == strangers


async def test_what_waited_and_what_ran_goes_on(upgraded):
    taken_up = await upgraded.take(decide)

    assert (await upgraded.review(taken_up.review)).plan == a_plan(an_event(number=9))
    running = await upgraded.review(f"2-8-{A}-1")
    assert (running.plan, running.state, running.check_id, running.commenting) == (
        a_plan(an_event(number=8)),
        "open",
        5_000_000_000,
        False,
    )
    await upgraded.finish(running.id, "completed")
    assert await upgraded.receive(an_event("working", number=8)) == "repeat"
    assert (await upgraded.last_review("2#7")).reviewed == a_reviewed()


async def test_what_was_spent_and_who_was_held_to_a_spec_is_known(upgraded):
    assert await upgraded.spent_usd(2, 86_400) == 1.0
    assert (await upgraded.decisions(a_plan(an_event(number=7)))).first_contact
    assert not (await upgraded.decisions(a_plan(an_event(number=8)))).first_contact


async def test_an_installation_of_the_first_version_is_forgotten(upgraded):
    await taken(upgraded, a_comment("2"))

    assert len(await upgraded.forget(1)) == len(ROWS["reviews"]) + 1

    assert counts(upgraded) == [0, 1, 0, 1]  # the delivery that was dropped says nothing of whose it was


def test_an_upgrade_that_breaks_off_leaves_the_first_version(old):
    engine = sa.create_engine(old)
    with engine.begin() as connection:
        before = sa.inspect(connection).get_columns("inbox")
        connection.exec_driver_sql("UPDATE reviews SET plan = 'cut off' WHERE state = 'open'")

    with pytest.raises(json.JSONDecodeError):
        SqlLedger.open(old)

    with engine.begin() as connection:
        assert [column["name"] for column in sa.inspect(connection).get_columns("inbox")] == [
            column["name"] for column in before
        ]
        plan = ROWS["reviews"][1]["plan"]
        connection.execute(sa.text("UPDATE reviews SET plan = :plan WHERE plan = 'cut off'"), {"plan": plan})
    engine.dispose()
    ledger = SqlLedger.open(old)
    assert counts(ledger) == [len(rows) for rows in ROWS.values()]
    ledger.close()
