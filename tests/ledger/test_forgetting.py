"""What is left of an installation that was removed: nothing. And what a renaming changes."""

import asyncio

import pytest
import sqlalchemy as sa
from ledger_events import (
    ERRANDS,
    a_comment,
    a_group,
    a_plan,
    a_push,
    a_reviewed,
    an_event,
    an_installation,
    decide,
    taken,
)

from app.domain.conversation import PostedComment
from app.domain.decisions import Acceptance, Waiver
from app.domain.event import RepositoryRef
from app.ledger.ledger import SqlLedger
from app.ledger.tables import executors, installations, leases, metadata
from app.ports import NotFound

GONE, KEPT = 900_001, 900_002  # installations
FIRST, SECOND, THIRD = 910_001, 910_002, 920_001  # repositories: two of the one, one of the other
OURS = {executors, leases}  # tables that are about processes of ours alone


async def fill(ledger, installation_id, repository_id):
    """A row about the repository in every table; the ids of its reviews and errands."""
    where = {"installation_id": installation_id, "repository_id": repository_id}
    named = {**where, "repository": f"acme/{repository_id}"}
    pull_request = f"{repository_id}#7"
    work = await taken(ledger, an_event(f"{repository_id} 1", **named), a_comment(f"{repository_id} 2", **named))
    review, errand = work[0].review, work[1].errand
    await ledger.commenting(review)
    await ledger.commented(pull_request, [PostedComment(fingerprint="f", comment_id=1, basis="b", body="c")])
    await ledger.waive(pull_request, Waiver(subject="FR-003", reason="later", by="ada"))
    await ledger.accept(pull_request, [Acceptance(fingerprint="f", basis="b", by="ada")])
    await ledger.correct_feature(pull_request, "none")
    await ledger.count_command(pull_request, "ada", 60)
    await ledger.first_refusal(pull_request, "ada", "waive")
    await ledger.remember(repository_id, {"key": "value"})
    await ledger.write_slot(installation_id, 1.0)
    await ledger.installed(an_installation(installation_id=installation_id))
    await ledger.reviewed(review, a_reviewed(configuration="mode: gate\n"))
    await ledger.finish(review, "completed")
    group, running = await taken(
        ledger, a_group(f"{repository_id} 3", **named), an_event(f"{repository_id} 4", number=8, **named)
    )
    await taken(ledger, an_event(f"{repository_id} 5", closed=True, **named))
    return {review, errand, group.review, running.review}


def mentions(ledger, *ids):
    """The tables with a row in which one of these ids stands, anywhere."""
    with ledger._engine.begin() as connection:
        return {
            table.name
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table))
            if any(str(wanted) in str(value) for wanted in ids for value in row)
        }


ALL = {table.name for table in metadata.sorted_tables if table not in OURS}


async def test_a_removed_installation_leaves_no_row_in_any_table_and_another_loses_none(ledger):
    work = await fill(ledger, GONE, FIRST) | await fill(ledger, GONE, SECOND)
    await fill(ledger, KEPT, THIRD)
    (removal,) = await taken(ledger, an_installation("removal", action="deleted", installation_id=GONE))
    for installation, repository in ((GONE, FIRST), (KEPT, THIRD)):
        await ledger.receive(a_push(f"{repository} 6", installation_id=installation, repository_id=repository))
    assert mentions(ledger, GONE) == mentions(ledger, KEPT) == ALL  # a new table has to be filled here, too

    forgotten = await ledger.forget(GONE)

    assert set(forgotten) == {*work, removal.errand}
    assert mentions(ledger, GONE, FIRST, SECOND, "removal") == set()
    assert mentions(ledger, KEPT) == ALL


async def test_a_repository_that_was_taken_away_leaves_no_row_and_the_others_of_its_installation_stay(ledger):
    work = await fill(ledger, GONE, FIRST)
    await fill(ledger, GONE, SECOND)

    forgotten = await ledger.forget(GONE, [FIRST])

    assert set(forgotten) == work
    assert mentions(ledger, FIRST) == set()
    assert mentions(ledger, SECOND) == ALL - {"installations", "write_slots"}
    assert mentions(ledger, GONE) == ALL


async def test_a_repository_is_not_forgotten_for_an_installation_that_it_left(ledger):
    await fill(ledger, KEPT, FIRST)

    assert await ledger.forget(GONE, [FIRST]) == ()

    assert mentions(ledger, FIRST) == ALL - {"installations", "write_slots"}


async def test_forgetting_twice_is_no_error_and_work_that_still_runs_writes_nothing(ledger):
    (one,) = await taken(ledger, an_event(installation_id=GONE))
    (errand,) = await taken(ledger, a_comment("2", installation_id=GONE))
    await ledger.forget(GONE)

    assert await ledger.forget(GONE) == ()
    await ledger.reviewed(one.review, a_reviewed(configuration="mode: gate\n"))
    await ledger.count_requests(one.review, 3)
    await ledger.finish(one.review, "completed")
    await ledger.finish_errand(errand.errand)
    assert (await ledger.waited(one.review), await ledger.errand_waited(errand.errand)) == (0, 0)
    assert not await ledger.begin_completing(one.review, "open")
    with pytest.raises(NotFound):
        await ledger.begin_attempt(one.review)
    assert mentions(ledger, GONE, 2) == set()


async def test_nothing_that_is_written_while_an_installation_is_forgotten_survives_it(ledger, url):
    other = SqlLedger.open(url)
    for round_ in range(5):
        await taken(ledger, an_event(str(round_), installation_id=GONE, repository_id=FIRST))
        late = [
            one.commented(f"{FIRST}#7", [PostedComment(fingerprint="f", comment_id=number, basis="b", body="c")])
            for number in range(10)
            for one in (ledger, other)
        ]
        late += [other.remember(FIRST, {str(number): "value"}) for number in range(10)]
        results = await asyncio.gather(*late[:15], ledger.forget(GONE), *late[15:], return_exceptions=True)
        unexpected = [one for one in results if isinstance(one, Exception) and not isinstance(one, NotFound)]
        assert unexpected == []
        assert mentions(ledger, GONE, FIRST) == set()
    other.close()


async def test_every_table_says_whose_its_rows_are_or_is_about_our_own_processes():
    owned = {table for table in metadata.sorted_tables if "installation_id" in table.c}

    assert set(metadata.sorted_tables) == owned | OURS
    assert all("repository_id" in table.c for table in owned if "pull_request" in table.c)


async def test_an_installation_is_known_with_whether_it_is_suspended(ledger):
    async def known(**changes):
        await ledger.installed(an_installation(**changes))
        with ledger._engine.begin() as connection:
            return [tuple(row) for row in connection.execute(sa.select(installations))]

    created = "2026-11-23T05:00:00Z"
    assert await known() == [(1, "acme", False, created)]
    assert await known(action="suspend", created_at="") == [(1, "acme", True, created)]
    assert await known(action="added", account="acme-inc") == [(1, "acme-inc", True, created)]
    assert await known(action="unsuspend") == [(1, "acme", False, created)]
    assert await known(action="deleted") == []


@pytest.mark.parametrize("kind", ERRANDS, ids=lambda kind: kind.__name__)
async def test_an_event_of_every_kind_is_forgotten_while_it_waits_and_while_it_is_worked_on(ledger, kind):
    await taken(ledger, kind("1", installation_id=GONE))
    await ledger.receive(kind("2", installation_id=GONE))

    assert await ledger.forget(GONE) == ("1",)

    assert mentions(ledger, GONE) == set()
    assert await ledger.take(decide) is None


async def test_a_repository_that_was_renamed_has_its_new_name_everywhere_and_another_keeps_its_own(ledger):
    running, ended, errand, other = await taken(
        ledger, an_event("1"), an_event("2", number=8), a_comment("3"), an_event("4", repository_id=3)
    )
    await ledger.finish(ended.review, "completed")
    await ledger.receive(an_event("5", number=9))

    await ledger.renamed(RepositoryRef(installation_id=1, repository_id=2, repository="acme/new"))

    assert (await ledger.review(running.review)).plan == a_plan(an_event(repository="acme/new"))
    assert (await ledger.review(ended.review)).plan == a_plan(an_event(number=8, repository="acme/new"))
    assert (await ledger.errand(errand.errand)).event == a_comment("3", repository="acme/new")
    waiting = await ledger.take(decide)
    assert (await ledger.review(waiting.review)).plan == a_plan(an_event(number=9, repository="acme/new"))
    assert (await ledger.review(other.review)).plan == a_plan(an_event(repository_id=3))


async def test_a_repository_that_was_transferred_is_forgotten_with_the_installation_that_has_it_now(ledger):
    await fill(ledger, GONE, FIRST)
    await ledger.receive(a_push("waiting", installation_id=GONE, repository_id=FIRST))

    await ledger.renamed(RepositoryRef(installation_id=KEPT, repository_id=FIRST, repository="other/rag"))

    assert mentions(ledger, GONE) == {"installations", "write_slots"}
    waiting = await ledger.take(decide)
    assert (await ledger.errand(waiting.errand)).event.installation_id == KEPT
    await ledger.forget(KEPT)
    assert mentions(ledger, FIRST) == set()
