"""The CodeHost port over GitHub's interfaces: a handful of requests per review."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Final

from app.domain.check import Check, CheckOutput
from app.domain.conversation import Discussion, Remark
from app.domain.event import PullRequest, RepositoryRef, ReviewPlan
from app.domain.forge import GroupEntry
from app.domain.repository import Remote
from app.domain.usage import Meter
from app.github import checks, conversation, queue, remote
from app.github.api import Api, parse
from app.github.errors import Forbidden, Gone
from app.github.facts import FACTS, UNREAD, Comparison, Facts, FactsAnswer
from specs_schema.config import CONFIG_PATH

_PAGE: Final = 100
_WRITES_COMMENTS: Final = "pull_requests"


class GitHubHost:
    """GitHub, as reviews see it."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def metered(self) -> AbstractContextManager[Meter]:
        """Count the requests that are made within."""
        return self._api.metered()

    async def pull_request(self, plan: ReviewPlan) -> PullRequest:
        """The facts at this moment: one query, and one comparison for the merge base."""
        answer = await self._api.query(plan, FACTS, FactsAnswer, number=plan.number, config=CONFIG_PATH)
        facts = answer.repository.pull_request
        between = f"{facts.base_tip}...{facts.head}"
        content = await self._api.rest(plan, "GET", f"compare/{between}", params={"per_page": 1})
        merge_base = parse(Comparison, content).merge_base_commit.sha
        return facts.pull_request(plan.repository, plan.number, merge_base, await self._configuration(plan, facts))

    async def _configuration(self, plan: ReviewPlan, facts: Facts) -> str | None:
        """The configuration at the base branch's tip; the rare one that the query did not bring is asked for."""
        found = facts.configuration
        if found is not UNREAD:
            return found
        try:
            content = await self._api.rest(
                plan,
                "GET",
                f"contents/{CONFIG_PATH}",
                params={"ref": facts.base_tip},
                accept="application/vnd.github.raw+json",
            )
        except Gone:
            return None
        return content.decode("utf-8", "replace")

    async def merge_group(self, plan: ReviewPlan) -> tuple[GroupEntry, ...]:
        """The pull requests of a merge group, in their order; none where the queue does not tell."""
        group = plan.merge_group
        if group is None:
            return ()
        answer = await self._api.query(plan, queue.QUEUE, queue.QueueAnswer, branch=group.base_ref)
        return queue.chain(answer.entries(), plan.head_sha, group)

    async def discussion(self, plan: ReviewPlan) -> Discussion:
        """The head at this moment, and the threads that comments of ours began: one query for 100 threads."""
        pages = [await self._threads(plan)]
        while (after := pages[-1].next) and len(pages) < conversation.MOST_PAGES:
            pages.append(await self._threads(plan, after=after))
        begun = any(page.repository.pull.threads.nodes for page in pages)
        return conversation.discussion(pages, await self._api.login() if begun else "")

    async def _threads(self, plan: ReviewPlan, **after: str) -> conversation.DiscussionAnswer:
        query, model = conversation.DISCUSSION, conversation.DiscussionAnswer
        return await self._api.query(plan, query, model, number=plan.number, **after)

    async def remote(self, plan: RepositoryRef) -> Remote:
        """Where to fetch the repository from."""
        return remote.remote(self._api.url, plan.repository, await self._api.token(plan))

    async def create_check(self, plan: ReviewPlan, external_id: str) -> int:
        """Create the check run of this head as in progress; its id."""
        body = checks.in_progress(plan, external_id)
        return parse(checks.Run, await self._api.rest(plan, "POST", "check-runs", json=body)).id

    async def find_check(self, plan: ReviewPlan, external_id: str) -> Check | None:
        """The check run of this head that was created under `external_id`."""
        params = {"check_name": checks.NAME, "filter": "all", "per_page": _PAGE}
        content = await self._api.rest(plan, "GET", f"commits/{plan.head_sha}/check-runs", params=params)
        return checks.find(parse(checks.Runs, content), external_id)

    async def complete_check(self, plan: ReviewPlan, check_id: int, output: CheckOutput) -> None:
        """Complete the check run, annotations included, in one request."""
        await self._api.rest(plan, "PATCH", f"check-runs/{check_id}", json=checks.completed(output))

    async def lacks_to_comment(self, plan: RepositoryRef) -> str:
        """The permission that is missing to post inline comments; empty when none is. Costs no request."""
        granted = await self._api.granted(plan)
        return "" if granted.get(_WRITES_COMMENTS) == "write" else f"{_WRITES_COMMENTS}: write"

    async def find_comments(self, plan: ReviewPlan, review: str) -> Mapping[str, int]:
        """The inline comments of ours that were posted for `review`: fingerprint → id of the comment."""
        found: list[conversation.InlineComment] = []
        for page in range(1, conversation.MOST_PAGES + 1):
            params = {"sort": "created", "direction": "desc", "per_page": _PAGE, "page": page}
            content = await self._api.rest(plan, "GET", f"pulls/{plan.number}/comments", params=params)
            newest = parse(conversation.InlineComments, content).root
            found.extend(newest)
            if len(newest) < _PAGE:
                break
        return conversation.ours(found, await self._api.login(), review)

    async def create_comments(self, plan: ReviewPlan, review: str, remarks: Sequence[Remark]) -> None:
        """Post all `remarks` as one review of kind COMMENT. Raises Refused when GitHub takes none of them."""
        body = conversation.review_body(plan, review, remarks)
        await self._api.rest(plan, "POST", f"pulls/{plan.number}/reviews", json=body)

    async def create_comment(self, plan: ReviewPlan, review: str, remark: Remark) -> int:
        """Post one remark; the id of the comment. Raises Refused when its lines are not in the diff."""
        body = conversation.comment_body(plan, review, remark)
        content = await self._api.rest(plan, "POST", f"pulls/{plan.number}/comments", json=body)
        return parse(conversation.Created, content).id

    async def edit_comment(self, plan: RepositoryRef, comment_id: int, body: str) -> bool:
        """Change an inline comment of ours; False when it is gone."""
        try:
            await self._api.rest(plan, "PATCH", f"pulls/comments/{comment_id}", json={"body": body})
        except Gone:
            return False
        return True

    async def resolve_thread(self, plan: RepositoryRef, thread_id: str) -> bool:
        """Resolve a thread; False where our permissions do not allow it, or it is gone.

        GitHub forbids it to an App without `contents: write` (github/gh-aw #35726), so without it nothing is asked.
        """
        if (await self._api.granted(plan)).get("contents") != "write":
            return False
        try:
            await self._api.query(plan, conversation.RESOLVE, conversation.ResolveAnswer, thread=thread_id)
        except (Forbidden, Gone):
            return False
        return True
