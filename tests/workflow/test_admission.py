"""Who is admitted to a review, and with what: the ledger is real, the forge answers from a table."""

import pytest

from app.domain.event import PullRequest, ReviewPlan
from app.ledger.ledger import SqlLedger
from app.workflow.admission import Admission

PLAN = ReviewPlan(installation_id=1, repository_id=2, repository="acme/rag", number=7, head_sha="a" * 40)
FACTS = PullRequest(repository="acme/rag", number=7, head_sha="a" * 40, base_sha="b" * 40, merge_base="b" * 40)


class Forge:
    """What is asked of the forge before a review."""

    def __init__(self, permission="read", defaults=None):
        self._permission = permission
        self._defaults = defaults
        self.asked = []

    async def permission(self, where, login):
        self.asked.append((where.repository, login))
        return self._permission

    async def defaults(self, where):
        self.asked.append(where.repository)
        return self._defaults


class Spent(SqlLedger):
    """The ledger, after reviews that cost `usd` dollars."""

    usd = 0.0

    async def spent_usd(self, repository_id, seconds):
        assert (repository_id, seconds) == (2, 86_400)
        return self.usd


@pytest.fixture
def ledger(tmp_path):
    ledger = Spent.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    yield ledger
    ledger.close()


async def admitted(ledger, forge=None, day_usd=None, **facts):
    async def talk():
        return forge or Forge()

    return await Admission(ledger, talk, day_usd)(PLAN, FACTS.model_copy(update=facts))


@pytest.mark.parametrize(
    ("operator", "repository", "spent", "left"),
    [
        (None, None, 3.0, None),
        (10.0, None, 3.0, 7.0),
        (None, 5, 3.0, 2.0),
        (10.0, 5, 3.0, 2.0),
        (4.0, 5, 3.0, 1.0),
        (4.0, 50, 9.0, 0.0),
        (0.0, None, 0.0, 0.0),
    ],
)
async def test_what_is_left_of_the_day_is_the_lesser_budget_without_what_was_spent(
    ledger, operator, repository, spent, left
):
    ledger.usd = spent
    configuration = None if repository is None else f"version: 1\nbudget:\n  day: {repository}\n"

    found = await admitted(ledger, day_usd=operator, configuration=configuration)

    assert found.decisions.spendable_usd == left


async def test_the_organisations_defaults_limit_the_day_too(ledger):
    found = await admitted(ledger, Forge(defaults="version: 1\nbudget:\n  day: 2\n"), day_usd=9.0)

    assert found.decisions.spendable_usd == 2.0
    assert found.facts.defaults == "version: 1\nbudget:\n  day: 2\n"


@pytest.mark.parametrize(("permission", "trusted"), [("write", True), ("admin", True), ("triage", False)])
async def test_the_author_of_a_fork_is_trusted_who_may_write(ledger, permission, trusted):
    found = await admitted(ledger, Forge(permission), fork=True, author="ann")

    assert found.decisions.author_trusted is trusted


async def test_nobody_is_asked_about_the_author_of_a_branch_of_the_repository(ledger):
    forge = Forge()

    found = await admitted(ledger, forge, author="ann")

    assert found.decisions.author_trusted
    assert forge.asked == ["acme/rag"]  # for the defaults alone


async def test_a_draft_is_not_admitted_and_the_reason_says_what_helps(ledger):
    assert "marked as ready" in await admitted(ledger, draft=True)
