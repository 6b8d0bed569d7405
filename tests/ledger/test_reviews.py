import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from ledger_events import a_reviewed, an_event, taken

from app.domain.check import CheckOutput
from app.ledger.database import open_database, upgrade
from app.ledger.ledger import SqlLedger
from app.ledger.tables import REVISION, metadata
from app.ports import NotFound, Unavailable

OUTPUT = CheckOutput(conclusion="neutral", title="T", summary="S")


@pytest.fixture
async def review(ledger):
    (one,) = await taken(ledger, an_event())
    return one.review


async def test_marks_survive(ledger, url, review):
    await ledger.announcing(review)
    await ledger.announced(review, 5_000_000_000)
    await ledger.reviewed(review, a_reviewed())

    other = SqlLedger.open(url)
    found = await other.review(review)
    other.close()
    assert (found.announcing, found.check_id, found.reviewed, found.decided) == (
        True,
        5_000_000_000,
        a_reviewed(),
        True,
    )


async def test_a_superseded_review_does_not_begin_to_be_completed_as_an_open_one(ledger, review):
    assert await ledger.supersede(review, "b" * 40)

    assert not await ledger.begin_completing(review, "open")
    assert await ledger.begin_completing(review, "superseded")


async def test_a_review_that_is_being_completed_is_not_superseded_any_more(ledger, review):
    assert await ledger.begin_completing(review, "open")

    assert not await ledger.supersede(review, "b" * 40)


async def test_a_finished_review_is_changed_by_nothing(ledger, review):
    await ledger.finish(review, "completed")

    await ledger.decided(review, OUTPUT)
    await ledger.finish(review, "failed", "late")
    assert not await ledger.begin_completing(review, "completed")

    found = await ledger.review(review)
    assert (found.state, found.output, found.finished) == ("completed", None, True)


async def test_what_a_review_cost_is_booked_once_with_every_request(ledger, review):
    await ledger.reviewed(review, a_reviewed())
    await ledger.count_requests(review, 4)
    await ledger.finish(review, "completed")
    await ledger.finish(review, "completed")
    await ledger.count_requests(review, 2)

    with ledger._engine.begin() as connection:
        (row,) = connection.execute(sa.select(metadata.tables["usage"])).all()
    assert (row.model_calls, row.input_tokens, row.cost_usd, row.github_requests, row.seconds) == (2, 300, 0.5, 6, 4.0)


async def test_attempts_count_those_that_ended_with_the_process(ledger, review):
    assert [await ledger.begin_attempt(review), await ledger.begin_attempt(review)] == [1, 2]
    await ledger.end_attempt(review)
    assert await ledger.begin_attempt(review) == 1


async def test_a_wait_is_measured_from_its_beginning_and_ends_with_success(ledger, clock, review):
    assert await ledger.waited(review) == 0
    clock.now += 30
    assert await ledger.waited(review) == 30
    await ledger.announced(review, 1)
    clock.now += 5
    assert await ledger.waited(review) == 0


async def test_a_review_that_does_not_exist_is_not_found(ledger):
    with pytest.raises(NotFound, match="`none`"):
        await ledger.review("none")


async def test_what_ended_long_ago_is_forgotten_but_for_what_it_cost(ledger, clock, review):
    await ledger.finish(review, "completed")
    clock.now += 10 * 86_400

    assert (await ledger.prune(11), await ledger.prune(9)) == (0, 1)
    with ledger._engine.begin() as connection:
        counts = [
            connection.execute(sa.select(sa.func.count()).select_from(metadata.tables[name])).scalar()
            for name in ("inbox", "reviews", "usage")
        ]
    assert counts == [0, 0, 1]


async def test_an_executor_is_silent_after_a_while_at_once_when_retired_and_never_when_alive(ledger, clock):
    await ledger.beat("one")
    await ledger.beat("two")
    clock.now += 40
    await ledger.beat("two")
    clock.now += 10
    assert await ledger.silent(45) == ("one",)

    await ledger.retire("two")
    assert sorted(await ledger.silent(45)) == ["one", "two"]
    await ledger.beat("two")
    for executor in ("one", "two"):
        await ledger.bury(executor, 45)
    clock.now += 100
    assert await ledger.silent(45) == ("two",)


def test_migrations_lead_to_the_same_tables_as_a_first_start(url):
    engine = open_database(url)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE alembic_version")
        upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert context.get_current_revision() == REVISION
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_database_that_lacks_a_migration_gets_it_at_start(url):
    open_database(url).dispose()
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.exec_driver_sql("DELETE FROM alembic_version")
    engine.dispose()

    engine = open_database(url)
    assert set(metadata.tables) <= set(sa.inspect(engine).get_table_names())
    engine.dispose()


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all.sqlite", "postgresql+psycopg://user:secret@127.0.0.1:9/name?connect_timeout=1"]
)
def test_a_database_that_does_not_open_is_unavailable_without_its_password(url):
    with pytest.raises(Unavailable, match="SPECKEEPER_DATABASE_URL") as caught:
        open_database(url)
    assert "secret" not in str(caught.value)
