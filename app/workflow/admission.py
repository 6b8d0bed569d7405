"""Whether a pull request is reviewed at all, and what people have decided about it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from app.domain.decisions import Decisions
from app.domain.event import PullRequest, ReviewPlan
from app.ports import Ledger, Talk
from app.stages.admit import admit
from specs_schema.config_layers import read_configs

_WRITERS: Final = frozenset({"write", "maintain", "admin"})
_DAY: Final = 86_400.0


@dataclass(frozen=True, slots=True)
class Admitted:
    """A pull request that is to be reviewed: its facts, and what the review has to respect."""

    facts: PullRequest
    decisions: Decisions


class Admission:
    """Asks the ledger and the forge; the decision itself is `app.stages.admit`.

    `day_usd` is what the operator lets the reviews of one repository cost in 24 hours; None: no limit.
    """

    def __init__(self, ledger: Ledger, talk: Callable[[], Awaitable[Talk]], day_usd: float | None = None) -> None:
        self._ledger = ledger
        self._talk = talk
        self._day_usd = day_usd

    async def __call__(self, plan: ReviewPlan, facts: PullRequest) -> Admitted | str:
        """What is to be reviewed, or why it is not. Raises Unavailable and Refused."""
        talk = await self._talk()
        known = facts.model_copy(update={"defaults": await talk.defaults(plan)})
        decisions = await self._ledger.decisions(plan)
        trusted = not facts.fork or await self._trusts(talk, plan, facts.author)
        read = read_configs(known.configuration, known.defaults, decisions.last_valid)
        reason = admit(known, read.config, author_trusted=trusted, asked=bool(plan.asked_by))
        if reason is not None:
            return reason
        spendable = await self._spendable(plan, read.config.budget.day)
        known_by_now = {"author_trusted": trusted, "spendable_usd": spendable}
        return Admitted(known, decisions.model_copy(update=known_by_now))

    async def _spendable(self, plan: ReviewPlan, asked: float | None) -> float | None:
        """What is left of the day's budget, which is the lesser of the operator's and the repository's."""
        limits = [limit for limit in (self._day_usd, asked) if limit is not None]
        if not limits:
            return None
        return max(0.0, min(limits) - await self._ledger.spent_usd(plan.repository_id, _DAY))

    async def _trusts(self, talk: Talk, plan: ReviewPlan, login: str) -> bool:
        """Whether `login` has write access; nobody has whose account is gone."""
        return bool(login) and await talk.permission(plan, login) in _WRITERS
